"use strict";
// Joins the picture, the source text and the list of elements of one page. All it shows is in the page already.
(() => {
  const { boxes, lines } = JSON.parse(document.getElementById("the-map").textContent);
  const pane = document.getElementById("the-diagram");
  const reading = document.getElementById("the-reading");
  const choice = document.getElementById("the-choice");
  const tools = document.getElementById("the-tools");
  const output = tools.querySelector("output");
  const number = new Map(boxes.map((box, n) => [box.id, n]));
  const groupsOf = boxes.map((box) => box.groups.map((id) => document.getElementById(id)).filter(Boolean));
  const below = boxes.map(() => []); // the elements that bear on each before any other
  boxes.forEach((box, n) => box.on.slice(0, 1).forEach((other) => below[other].push(n)));
  const cards = []; // those that the picture shows, in its order, with the element each is of
  const shown = new Map(); // by group, the elements in it
  boxes.forEach((_, n) => groupsOf[n].forEach((group) => shown.set(group, [...(shown.get(group) || []), n])));
  for (const [group, ns] of shown) cards.push({ group, n: ns[0] });
  const passages = [...document.querySelectorAll(".passage")].map((link) => ({
    link,
    of: link.dataset.of.split(" ").map(Number),
  }));

  let chosen = [];
  const folded = new Set();

  // Choosing

  const choose = (ns, { scroll = "all", push = true } = {}) => {
    chosen = ns;
    for (const { group } of cards) {
      const on = shown.get(group).some((n) => ns.includes(n));
      group.classList.toggle("chosen", on);
      group.setAttribute("aria-pressed", on);
    }
    for (const { link, of } of passages) link.classList.toggle("chosen", of.some((n) => ns.includes(n)));
    choice.replaceChildren(...ns.map(copied));
    choice.hidden = !ns.length;
    tools.elements.fold.disabled = !ns.some((n) => below[n].length);
    tools.elements.fold.textContent = ns.some((n) => folded.has(n)) ? "Unfold" : "Fold";
    if (push) history.replaceState(null, "", ns.length ? "#" + encodeURIComponent(boxes[ns[0]].id) : location.pathname + location.search);
    if (!ns.length) return;
    ns.forEach(reveal);
    if (scroll !== "text") groupsOf[ns[0]][0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (scroll === "picture") return;
    const first = passages.find(({ of }) => of.some((n) => ns.includes(n)));
    if (wide() && first) first.link.scrollIntoView({ block: "start" });
    else if (wide()) reading.scrollTop = 0;
  };

  const wide = () => matchMedia("(min-width: 60rem)").matches;

  const copied = (n) => {
    const list = document.createElement("dl");
    const entry = document.getElementById(boxes[n].at);
    list.append(...[...entry.children].map((child) => child.cloneNode(true)));
    return list;
  };

  const at = (hash) => {
    let id = hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* as it stands */ }
    const n = number.get(id) ?? boxes.findIndex((box) => box.at === id);
    return n >= 0 ? n : undefined;
  };

  // Folding: what bears on several elements is folded with the first of them

  const branch = (n) => {
    const found = new Set([n]);
    for (const at of found) below[at].forEach((other) => found.add(other));
    found.delete(n);
    return [...found];
  };

  const hidden = () => new Set([...folded].flatMap(branch));

  const reveal = (n) => {
    const behind = [...folded].filter((other) => branch(other).includes(n));
    behind.forEach((other) => folded.delete(other));
    if (behind.length) show();
  };

  const fold = (ns) => {
    const open = ns.some((n) => folded.has(n));
    for (const n of ns) if (open) folded.delete(n); else if (below[n].length) folded.add(n);
    show();
    tools.elements.fold.textContent = open ? "Fold" : "Unfold";
    output.textContent = `${hidden().size} folded`;
  };

  const badge = (group, count, n) => {
    const box = group.getBBox();
    const make = (tag, values) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const key in values) element.setAttribute(key, values[key]);
      return element;
    };
    const label = make("text", { x: box.x + box.width - 15, y: box.y + box.height - 3, "text-anchor": "middle" });
    label.textContent = `+${count}`;
    const mark = make("g", { class: "badge" });
    mark.append(make("rect", { x: box.x + box.width - 28, y: box.y + box.height - 11, width: 26, height: 10, rx: 2 }), label);
    mark.addEventListener("click", (event) => { event.stopPropagation(); fold([n]); });
    group.append(mark);
  };

  // Showing what is filtered, found and folded

  const show = () => {
    const away = hidden();
    const off = (name) => new Set([...tools.querySelectorAll(`[name=${name}]:not(:checked)`)].map((check) => check.value));
    const parties = off("party"), kinds = off("kind");
    const words = tools.elements.search.value.trim().toLowerCase();
    const found = boxes.map((box) => !words || document.getElementById(box.at).textContent.toLowerCase().includes(words));
    const faded = boxes.map((box, n) => parties.has(box.party) || !found[n]);
    document.querySelectorAll(".badge").forEach((mark) => mark.remove());
    for (const { group, n } of cards) {
      const ns = shown.get(group);
      group.classList.toggle("away", away.has(n));
      group.classList.toggle("faded", ns.every((other) => faded[other]));
      if (folded.has(n) && !away.has(n)) badge(group, branch(n).length, n);
      group.setAttribute("aria-expanded", !folded.has(n));
      if (!below[n].length) group.removeAttribute("aria-expanded");
    }
    for (const id in lines) {
      const line = document.getElementById(id);
      const { kind, ends } = lines[id];
      line?.classList.toggle("away", kinds.has(kind) || ends.some((n) => away.has(n)));
      line?.classList.toggle("faded", ends.some((n) => faded[n]));
    }
    tools.elements.unfold.disabled = !folded.size;
    const hits = found.filter(Boolean).length;
    output.textContent = words ? `${hits} of ${boxes.length}` : "";
    return found.flatMap((hit, n) => (words && hit ? [n] : []));
  };

  // The keyboard: arrows go to the nearest card

  const middle = (group) => {
    const { left, top, width, height } = group.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };

  const neighbour = (from, [dx, dy]) => {
    const [x, y] = middle(from);
    let best, least = Infinity;
    for (const { group } of cards) {
      if (group === from || group.classList.contains("away")) continue;
      const [a, b] = middle(group);
      const along = (a - x) * dx + (b - y) * dy;
      const across = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
      if (along > 1 && along + 3 * across < least) { best = group; least = along + 3 * across; }
    }
    return best;
  };

  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const focus = (group) => {
    for (const card of cards) card.group.setAttribute("tabindex", card.group === group ? 0 : -1);
    group.focus({ preventScroll: true });
    group.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const pressed = (event, group) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ways[event.key];
    if (way) {
      const next = neighbour(group, way);
      if (next) focus(next);
    } else if (event.key === "Home" || event.key === "End") focus(cards.at(event.key === "Home" ? 0 : -1).group);
    else if (event.key === "Enter" || event.key === " ") choose(shown.get(group).slice(0, 1));
    else if (event.key === "f") fold(shown.get(group).slice(0, 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  // Zooming: the pane scrolls, the picture has a size

  const pictures = [...pane.querySelectorAll("svg")];
  const natural = pictures.map((svg) => svg.viewBox.baseVal.width);
  let scale = 1;
  const zoom = (to, x = pane.clientWidth / 2, y = pane.clientHeight / 2) => {
    const before = scale;
    scale = Math.min(6, Math.max(0.1, to));
    const left = (pane.scrollLeft + x) * (scale / before) - x, top = (pane.scrollTop + y) * (scale / before) - y;
    pictures.forEach((svg, n) => { svg.style.width = `${natural[n] * scale}px`; });
    pane.scrollTo(left, top);
  };
  const fit = () => {
    const high = pictures.length === 1 ? (pane.clientHeight - 8) / pictures[0].viewBox.baseVal.height : Infinity;
    zoom(Math.min((pane.clientWidth - 8) / Math.max(...natural), high));
  };

  // Starting

  document.documentElement.classList.add("live");
  tools.hidden = false;
  cards.forEach(({ group }, n) => {
    group.classList.add("card");
    group.setAttribute("role", "button");
    group.setAttribute("aria-pressed", "false");
    group.setAttribute("tabindex", n ? -1 : 0);
    group.addEventListener("keydown", (event) => pressed(event, group));
  });
  pane.addEventListener("click", (event) => {
    if (moved) return;
    const group = event.target.closest(".card");
    if (!group || !shown.has(group)) return;
    const row = [...group.querySelectorAll("text")].filter((text) => text.getBoundingClientRect().top <= event.clientY);
    const ids = shown.get(group).slice(1).filter((n) => row.some((text) => text.textContent.trim() === boxes[n].id));
    focus(group);
    choose([ids.length ? ids.at(-1) : shown.get(group)[0]], { scroll: "all" });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const passage = passages.find((one) => one.link === link);
    const n = at(link.getAttribute("href"));
    if (n === undefined) return;
    event.preventDefault();
    choose(passage ? passage.of : [n], { scroll: passage ? "picture" : "all" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen.length) choose([]);
    if (event.target.matches?.("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = {
      "/": () => tools.elements.search.focus(),
      "+": () => zoom(scale * 1.25),
      "-": () => zoom(scale / 1.25),
      0: fit,
    };
    if (actions[event.key]) { event.preventDefault(); actions[event.key](); }
  });
  tools.addEventListener("submit", (event) => {
    event.preventDefault();
    const hits = show();
    const next = hits.find((n) => n > (chosen[0] ?? -1)) ?? hits[0];
    if (next !== undefined) choose([next]);
    show();
  });
  tools.elements.search.addEventListener("input", show);
  tools.addEventListener("change", show);
  tools.elements.fold.addEventListener("click", () => fold(chosen));
  tools.elements.unfold.addEventListener("click", () => { folded.clear(); show(); choose(chosen); });
  tools.elements.in.addEventListener("click", () => zoom(scale * 1.25));
  tools.elements.out.addEventListener("click", () => zoom(scale / 1.25));
  tools.elements.fit.addEventListener("click", fit);
  pane.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = pane.getBoundingClientRect();
    zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }, { passive: false });
  let moved = false, grip = null;
  pane.addEventListener("pointerdown", (event) => {
    moved = false;
    if (event.pointerType === "mouse" && event.button === 0) grip = { x: event.clientX, y: event.clientY, left: pane.scrollLeft, top: pane.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!grip) return;
    const dx = event.clientX - grip.x, dy = event.clientY - grip.y;
    moved ||= Math.hypot(dx, dy) > 4;
    if (moved) { pane.classList.add("dragged"); pane.scrollTo(grip.left - dx, grip.top - dy); }
  });
  addEventListener("pointerup", () => { grip = null; pane.classList.remove("dragged"); });
  addEventListener("hashchange", () => { const n = at(location.hash); if (n !== undefined) choose([n], { push: false }); });
  zoom(Math.min(2, Math.max(1, (pane.clientWidth - 8) / Math.max(...natural))));
  pane.scrollTo(0, 0);
  show();
  addEventListener("load", () => { // after the browser has gone to the entry itself
    const start = location.hash.length > 1 ? at(location.hash) : undefined;
    if (start !== undefined) requestAnimationFrame(() => choose([start], { push: false }));
  });
})();
