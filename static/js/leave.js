// Leaving a page at once: by its button, or by Escape three times within two seconds.
// replace() puts the neutral page in this page's place in the history, so that Back does not return here.

const WITHIN = 2000; // milliseconds
const link = document.querySelector("[data-leave]");
let pressed = [];

function leave() {
  document.body.hidden = true;
  location.replace(link.href);
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
    if (pressed.length < 3) return;
    event.preventDefault(); // what Escape does by itself is to stop the page that is on its way
    leave();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Pages that are kept for going back are shown again without asking the server.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
