"use strict";
for (const name of ["pairs", "clusters"]) {
  const list = document.getElementById(name + "-list");
  if (!list) continue;
  const filter = document.querySelector(`[data-filter=${name}]`);
  const search = document.querySelector(`[data-search=${name}]`);
  const cards = Array.from(list.children, (card) => ({ card, text: card.textContent.toLowerCase() }));
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { card, text } of cards) {
      const wanted = !filter.value || card.dataset.kind === filter.value;
      card.hidden = !(wanted && words.every((word) => text.includes(word)));
    }
  };
  filter.addEventListener("change", show);
  search.addEventListener("input", show);
}
