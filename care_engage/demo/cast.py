"""Offices, places, organizations and staff of the demo. Everybody here is invented."""

PASSWORD = "in-step-together"

OFFICES = {
    "RW": ("CARE Rwanda", "Africa/Kigali", ["en", "fr"]),
    "BI": ("CARE Burundi", "Africa/Bujumbura", ["fr", "en"]),
    "NP": ("CARE Nepal", "Asia/Kathmandu", ["en"]),
}

PLACES = {
    "RW": {
        "Rwanda": {
            "Eastern Province": {"Kirehe": {"Nyamugari": {}, "Gatore": {}}, "Ngoma": {"Rukira": {}}},
            "Southern Province": {"Huye": {"Tumba": {}}, "Nyamagabe": {"Gasaka": {}}},
            "Northern Province": {"Musanze": {"Muhoza": {}}},
            "Western Province": {"Karongi": {"Bwishyura": {}}},
        }
    },
    "BI": {
        "Burundi": {
            "Kayanza Province": {"Kayanza": {"Gahombo": {}}, "Muruta": {"Teza": {}}},
            "Gitega Province": {"Gitega": {"Itaba": {}}},
        }
    },
    "NP": {
        "Nepal": {
            "Lumbini Province": {"Kapilvastu": {"Banganga": {}}, "Rupandehi": {"Lumbini": {}}},
            "Madhesh Province": {"Dhanusha": {"Janakpur": {}}},
        }
    },
}

ORGANIZATIONS = {
    "RW": {
        "Imbere Women's Network": "WRO",
        "Urumuri Feminist Platform": "FEMINIST",
        "Abagabo Twiyubake": "MENS_ORG",
        "Kirehe District": "GOVERNMENT",
    },
    "BI": {"Inamahoro Women's League": "WRO", "Radio Umwizero": "MEDIA", "Men of Peace Burundi": "MENS_ORG"},
    "NP": {
        "Sakhi Women's Forum": "WRO",
        "Kishori Girls' Alliance": "GIRL_LED",
        "Samanata Network": "FEMINIST",
    },
}

# key: name, office, role, partner staff. The first four are the people whose log-ins the demo prints.
STAFF = {
    "mukamana": ("Claudine Mukamana", "RW", "FACILITATOR", False),
    "uwase": ("Alice Uwase", "RW", "MANAGER", False),
    "ndoli": ("Eric Ndoli", "RW", "OFFICE_ADMIN", False),
    "tharu": ("Sunita Tharu", "NP", "MANAGER", False),
    "habimana": ("Jean Habimana", "RW", "MANAGER", False),
    "gasana": ("Patrick Gasana", "RW", "FACILITATOR", False),
    "ingabire": ("Diane Ingabire", "RW", "FACILITATOR", True),
    "mutesi": ("Grace Mutesi", "RW", "MEL", False),
    "ndayi": ("Chantal Ndayizeye", "BI", "MANAGER", False),
    "niyo": ("Pascal Niyonkuru", "BI", "FACILITATOR", False),
    "chaudhary": ("Ramesh Chaudhary", "NP", "FACILITATOR", False),
    "yadav": ("Anita Yadav", "NP", "FACILITATOR", False),
    "iradukunda": ("Beata Iradukunda", "RW", "GBV_FOCAL_POINT", False),
    "nshuti": ("Emmanuel Nshuti", "RW", "SAFEGUARDING_FOCAL_POINT", False),
    "nahimana": ("Solange Nahimana", "BI", "GBV_FOCAL_POINT", False),
    "rai": ("Kamala Rai", "NP", "GBV_FOCAL_POINT", False),
    "gurung": ("Bishnu Gurung", "NP", "SAFEGUARDING_FOCAL_POINT", False),
    "keza": ("Aline Keza", "RW", "FACILITATOR", False),
    "hirwa": ("Olivier Hirwa", "RW", "FACILITATOR", False),
    "thapa": ("Dipak Thapa", "NP", "FACILITATOR", False),
    "okello": ("Miriam Okello", None, "GLOBAL_VIEWER", False),
}

PRINTED = {
    "facilitator": "mukamana",
    "manager": "uwase",
    "office administrator": "ndoli",
    "manager of another office": "tharu",
    "GBV focal point": "iradukunda",
}


def email(key):
    return f"{key}@demo.example"
