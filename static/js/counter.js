// How many characters a text still needs, said while it is written. Without this the form says so when saved.

for (const text of document.querySelectorAll("textarea[data-shortest]")) {
  const shortest = Number(text.dataset.shortest);
  const counter = document.createElement("output");
  counter.className = "counter";
  counter.htmlFor = text.id;
  const tell = () => {
    const length = [...text.value.trim()].length;
    counter.textContent = `${length} / ${shortest}${length >= shortest ? " ✓" : ""}`;
  };
  text.addEventListener("input", tell);
  text.after(counter);
  tell();
}
