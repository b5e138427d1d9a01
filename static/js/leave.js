// Leaving a page at once: by its button, or by Escape three times within two seconds. A script that the page
// waits for: there is no moment at which the page is seen and Escape does nothing.
// replace() puts the neutral page in this page's place in the history, so that Back does not return here.

{
  const WITHIN = 2000; // milliseconds
  const { away } = document.currentScript.dataset;
  let pressed = [];
  let left = false;

  const leave = () => {
    left = true;
    document.documentElement.hidden = true;
    location.replace(away);
  };

  // What Escape does by itself is to stop the page that is on its way: each press is kept from that.
  const key = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (left && event.repeat) return; // a key that is held would begin the way anew, and never arrive
    pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
    if (pressed.length < 3) return;
    pressed = [];
    leave();
  };

  addEventListener("keydown", key, { capture: true });
  addEventListener("keyup", (event) => event.key === "Escape" && event.preventDefault(), { capture: true });
  addEventListener("click", (event) => {
    if (!event.target.closest("[data-leave]")) return;
    event.preventDefault();
    leave();
  });

  addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
  });

  // Pages that are kept for going back are shown again without asking the server.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
