// The right-hand side: the reports side by side, each cut into segments at every evidence boundary, so that any
// reference of the account is a run of whole segments that can be lit.

import { Account, Doc, Ref, Span, byteIndex, byteLength, reading, textSpan } from "./account";
import { h, chip } from "./dom";

interface Segment { begin: number; end: number; element: HTMLElement }
interface Column { doc: Doc; root: HTMLElement; segments: Segment[] }
/** A reference to light; `tone` tells the values of a difference apart. */
export interface Light { ref: Ref; tone: number }

const BLOCK_TAG: Record<string, string> = { heading: "h4", standfirst: "p", paragraph: "p", quote: "blockquote", list: "p", table: "p" };

export class Sources {
  readonly root: HTMLElement;
  private readonly columns = new Map<string, Column>();
  private lit: HTMLElement[] = [];

  constructor(account: Account, private readonly pick: (statement: string) => void) {
    this.root = h("div", { class: "columns", role: "group", "aria-label": "The reports, side by side" });
    const refs = collectRefs(account);
    for (const doc of account.documents) {
      const column = this.column(doc, refs.get(doc.id) ?? []);
      this.columns.set(doc.id, column);
      this.root.append(column.root);
    }
  }

  private column(doc: Doc, refs: { span: Span; statement: string | null }[]): Column {
    const body = h("div", { class: "body" });
    const segments: Segment[] = [];
    const words = reading(doc);
    const at = byteIndex(words);
    const cuts = new Set<number>();
    for (const r of refs) { cuts.add(r.span[0]); cuts.add(r.span[1]); }
    for (const { kind, span } of blocksOf(doc)) {
      const element = h(BLOCK_TAG[kind] ?? "p", { class: "block " + kind }, kind === "caption" ? chip("photo caption", "kind") : "", kind === "caption" ? " " : "");
      const edges = [...cuts].filter((c) => c > span[0] && c < span[1]).concat(span).sort((a, b) => a - b);
      for (let i = 0; i + 1 < edges.length; i++) {
        if (edges[i] === edges[i + 1]) continue;
        const piece = h("span", {}, words.slice(at[edges[i]], at[edges[i + 1]]));
        const inside = refs.find((r) => r.statement && r.span[0] <= edges[i] && edges[i + 1] <= r.span[1]);
        if (inside?.statement) {
          const id = inside.statement;
          piece.className = "evidence";
          piece.addEventListener("click", () => this.pick(id));
        }
        segments.push({ begin: edges[i], end: edges[i + 1], element: piece });
        element.append(piece);
      }
      body.append(element);
    }
    if (!body.childElementCount) body.append(h("p", { class: "quiet" }, doc.left_aside ? `Left aside: ${doc.left_aside}.` : "No article text."));
    const when = doc.published ?? (doc.published_inferred ? doc.published_inferred.value + " (inferred)" : "undated");
    const head = h("header", {}, h("div", { class: "outlet" }, doc.outlet ?? doc.id), h("h3", {}, doc.title ?? doc.id),
      h("div", { class: "quiet" }, when.replace("T", " "), doc.agencies.length ? ` · ${doc.agencies.join(", ")}` : "",
        doc.family ? chip("family " + doc.family, "family") : ""));
    const root = h("article", { class: "column", tabindex: "0", "aria-label": doc.outlet ?? doc.id }, head, body);
    return { doc, root, segments };
  }

  /** Lights the references, scrolls each report to its first, and dims the reports that have none. */
  show(lights: Light[]): void {
    for (const e of this.lit) e.classList.remove("on", "tone0", "tone1", "tone2", "tone3");
    this.lit = [];
    const touched = new Set<string>();
    let firstColumn: HTMLElement | null = null;
    for (const { ref, tone } of lights) {
      const column = this.columns.get(ref.document);
      const span = column && textSpan(ref, column.doc);
      if (!column || !span) continue;
      for (const s of column.segments) {
        if (s.begin >= span[1] || s.end <= span[0]) continue;
        s.element.classList.add("on", "tone" + (tone % 4));
        this.lit.push(s.element);
        if (!touched.has(ref.document)) {
          touched.add(ref.document);
          firstColumn ??= column.root;
          const body = column.root.querySelector(".body") as HTMLElement;
          body.scrollTo({ top: s.element.offsetTop - body.clientHeight / 3, behavior: "auto" });
        }
      }
    }
    for (const [id, c] of this.columns) c.root.classList.toggle("silent", lights.length > 0 && !touched.has(id));
    if (firstColumn && touched.size) this.root.scrollTo({ left: firstColumn.offsetLeft - 12, behavior: "auto" });
  }
}

/** The blocks of the text, then the captions of its photos. */
function blocksOf(doc: Doc): { kind: string; span: Span }[] {
  const out: { kind: string; span: Span }[] = [];
  for (const block of doc.blocks) {
    const span = block.kind === "title" ? null : textSpan(block, doc);
    if (span && span[1] > span[0]) out.push({ kind: block.kind, span });
  }
  let begin = byteLength(doc.text) + 2;
  for (const caption of doc.captions ? doc.captions.split("\n\n") : []) {
    const end = begin + byteLength(caption);
    out.push({ kind: "caption", span: [begin, end] });
    begin = end + 2;
  }
  return out;
}

function collectRefs(a: Account): Map<string, { span: Span; statement: string | null }[]> {
  const docs = new Map(a.documents.map((d) => [d.id, d]));
  const out = new Map<string, { span: Span; statement: string | null }[]>();
  const add = (r: Ref, statement: string | null) => {
    const doc = docs.get(r.document);
    const span = doc && textSpan(r, doc);
    if (!span) return;
    const list = out.get(r.document) ?? [];
    list.push({ span, statement });
    out.set(r.document, list);
  };
  for (const s of a.statements) for (const r of s.support) add(r, s.id);
  for (const q of a.quotations) for (const v of q.variants) add(v, null);
  for (const q of a.quantities) for (const v of q.values) for (const m of v.mentions) add(m, null);
  for (const d of a.differences) for (const v of d.values) for (const m of v.mentions) add(m, null);
  for (const e of a.entities) { for (const r of e.roles) add(r, null); for (const l of e.labels) add(l, null); }
  for (const f of a.families) for (const r of f.shared) add(r, null);
  for (const list of out.values()) list.sort((x, y) => (x.span[1] - x.span[0]) - (y.span[1] - y.span[0]));
  return out;
}
