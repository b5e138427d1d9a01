// One group's numbers as a grid: arrows walk, space marks, digits jump, Home and End go to the ends.
// A couple's two numbers become one button with four states: both, only the first, only the second, neither.
// A tap goes on to the next state; with Shift, or with Backspace, it goes back.

const PATIENCE = 800; // milliseconds in which a second digit belongs to the first
const STATES = ["11", "10", "01", "00"];
const NAMES = { 11: "both", 10: "first", "01": "second", "00": "neither" };

export class NumberGrid {
  constructor(field, { words, came, absent, say, mayOverwrite }) {
    Object.assign(this, { field, words, came, absent, say, mayOverwrite });
    this.boxes = [...field.querySelectorAll("[name=came]")];
    this.count = field.querySelector(".count");
    for (const pair of field.querySelectorAll(".pair")) this.#makeButton(pair);
    this.refresh();
    this.stops = [...field.querySelectorAll(".tiles input:not([tabindex='-1']), .pair > button")];
    this.#moveStop(this.stops[0]);
    field.querySelector(".marking").hidden = false;
    field.addEventListener("click", (event) => this.#markAll(event.target.dataset.mark));
    field.addEventListener("change", (event) => this.#changed(event.target));
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("focusin", (event) => this.stops.includes(event.target) && this.#moveStop(event.target));
  }

  get size() {
    return this.boxes.length;
  }

  get marked() {
    return this.boxes.filter((box) => box.checked).length;
  }

  // Say anew what is marked, after the boxes were filled in by other means.
  refresh() {
    this.hand = new Set(this.boxes.filter((box) => box.checked)); // marked on purpose, not by "all" or "none"
    this.count.textContent = this.words(this.marked, this.size);
    for (const button of this.field.querySelectorAll(".pair > button")) {
      this.#name(button, button.parentElement, button.boxes);
    }
  }

  #makeButton(pair) {
    const boxes = [...pair.querySelectorAll("[name=came]")];
    if (boxes.length !== 2) return;
    const button = document.createElement("button");
    button.type = "button";
    for (const box of boxes) {
      box.tabIndex = -1;
      box.parentElement.setAttribute("aria-hidden", "true");
    }
    const go = (way) => {
      const next = STATES.at((STATES.indexOf(stateOf(boxes)) + way) % STATES.length);
      boxes.forEach((box, place) => {
        box.checked = next[place] === "1";
        this.hand.add(box);
      });
      this.#name(button, pair, boxes);
      this.#told(button.getAttribute("aria-label"));
      button.dispatchEvent(new Event("change", { bubbles: true }));
    };
    button.addEventListener("click", (event) => go(event.shiftKey ? -1 : 1));
    button.addEventListener("keydown", (event) => event.key === "Backspace" && go(-1));
    button.boxes = boxes;
    button.number = Number(pair.dataset.pair);
    pair.append(button);
    this.#name(button, pair, boxes);
  }

  #name(button, pair, boxes) {
    const words = pair.dataset[NAMES[stateOf(boxes)]];
    button.textContent = words;
    button.setAttribute("aria-label", `${pair.ariaLabel}: ${words}`);
  }

  #changed(box) {
    if (box.name === "came") {
      this.hand.add(box);
      this.#told(`${this.#number(box)}, ${box.checked ? this.came : this.absent}`);
    }
  }

  #told(what) {
    const tally = this.words(this.marked, this.size);
    this.count.textContent = tally;
    this.say(what ? `${what}, ${tally}` : tally);
  }

  async #markAll(mark) {
    if (!mark) return;
    const wanted = mark === "all";
    const byHand = [...this.hand].filter((box) => box.checked !== wanted).length;
    if (byHand && !(await this.mayOverwrite(byHand))) return;
    for (const box of this.boxes) box.checked = wanted;
    this.hand.clear();
    for (const button of this.field.querySelectorAll(".pair > button")) {
      this.#name(button, button.parentElement, button.boxes);
    }
    this.#told();
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #key(event) {
    if (!this.stops.includes(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.stops.indexOf(event.target);
    const onward = getComputedStyle(this.field).direction === "rtl" ? -1 : 1;
    const steps = { ArrowRight: onward, ArrowLeft: -onward };
    const ends = { Home: 0, End: this.stops.length - 1 };
    let target;
    if (event.key in steps) target = this.stops[here + steps[event.key]];
    else if (event.key in ends) target = this.stops[ends[event.key]];
    else if (event.key === "ArrowDown") target = this.#below(event.target, 1);
    else if (event.key === "ArrowUp") target = this.#below(event.target, -1);
    else if (/^\d$/.test(event.key)) target = this.#digit(event.key);
    else return;
    event.preventDefault();
    target?.focus();
  }

  // The nearest stop in the next line (1) or the one before (-1), as the grid is laid out now.
  #below(from, way) {
    const place = from.getBoundingClientRect();
    const middle = place.x + place.width / 2;
    const lines = this.stops
      .map((stop) => ({ stop, box: stop.getBoundingClientRect() }))
      .filter(({ box }) => (box.y - place.y) * way > place.height / 2);
    const next = Math.min(...lines.map(({ box }) => Math.abs(box.y - place.y)));
    return lines
      .filter(({ box }) => Math.abs(box.y - place.y) < next + 2)
      .sort((a, b) => distance(a.box, middle) - distance(b.box, middle))[0]?.stop;
  }

  #digit(key) {
    clearTimeout(this.timer);
    this.digits = (this.digits ?? "") + key;
    this.timer = setTimeout(() => (this.digits = ""), PATIENCE);
    const found = (digits) => this.stops.find((stop) => this.#number(stop) === Number(digits));
    let target = found(this.digits);
    if (!target && this.digits.length > 1) {
      this.digits = key;
      target = found(key);
    }
    return target;
  }

  #number(stop) {
    return stop.number ?? Number(stop.value.split(":")[1]);
  }

  #moveStop(stop) {
    for (const other of this.stops) other.tabIndex = other === stop ? 0 : -1;
  }
}

function stateOf(boxes) {
  return boxes.map((box) => Number(box.checked)).join("");
}

function distance(box, middle) {
  return Math.abs(box.x + box.width / 2 - middle);
}
