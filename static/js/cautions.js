// What to think about before saving, said as one taps. The conditions are the server's (programs/cautions.py).

export function watchCautions(form) {
  const cautions = [...form.querySelectorAll("[data-caution]")];
  const has = (list, value) => list.split(" ").includes(value);

  function said() {
    const counts = {};
    const add = (column, people) => (counts[column] = (counts[column] ?? 0) + people);
    for (const input of form.querySelectorAll(".counts input")) add(input.name, Number(input.value) || 0);
    for (const box of form.querySelectorAll("[name=came]:checked")) add(box.dataset.countsAs, 1);
    return {
      counts,
      people: Object.values(counts).reduce((sum, count) => sum + count, 0),
      space: form.querySelector("[name=space]").value || form.dataset.space,
      topics: [...form.querySelectorAll("[name=topics]:checked")],
    };
  }

  function weigh() {
    const { counts, people, space, topics } = said();
    for (const caution of cautions) {
      const { topics: about, spaces, unless, columns, fewerThan } = caution.dataset;
      const named = about === undefined ? [] : topics.filter((box) => has(about, box.value));
      const holds =
        (about === undefined || named.length > 0) &&
        (spaces === undefined || has(spaces, space)) &&
        (unless === undefined || !has(unless, space)) &&
        (columns === undefined || columns.split(" ").some((column) => counts[column] > 0)) &&
        (fewerThan === undefined || (people > 0 && people < Number(fewerThan)));
      const sentence = caution.querySelector("[data-words]");
      const names = named.map((box) => `“${box.dataset.name}”`).join(", ");
      const words = sentence.dataset.words.replace("{topic}", names);
      if (holds && sentence.textContent !== words) sentence.textContent = words;
      caution.hidden = !holds;
    }
  }

  form.querySelector("[name=told]").value = "in place";
  form.addEventListener("input", weigh);
  form.addEventListener("change", weigh);
  weigh();
}
