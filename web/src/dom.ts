// Elements without markup strings: nothing of a page is ever parsed as HTML.

type Child = Node | string | null | undefined | false;

export function h(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  for (const c of children) if (c) e.append(c);
  return e;
}

export function chip(text: string, kind: string): HTMLElement {
  return h("span", { class: "chip " + kind }, text);
}

export function button(label: Child[], attributes: Record<string, string>, act: () => void): HTMLElement {
  const b = h("button", { type: "button", ...attributes }, ...label);
  b.addEventListener("click", act);
  return b;
}
