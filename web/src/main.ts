// The page of one account: what the reports say on the left, the reports themselves side by side on the right.

import { Account, Difference, Doc, Figure, FigureValue, Quotation, Ref, Statement, byteIndex, reading, textSpan } from "./account";
import { button, chip, h } from "./dom";
import { Light, Sources } from "./sources";

const STATUS: Record<string, string> = { agreed: "agreed", "single-source": "one source", differs: "differs in detail", disputed: "disputed" };
const RELATION: Record<string, string> = { conflict: "conflict", update: "update", "more-exact": "more exact", wording: "other wording" };

class Page {
  private readonly docs: Map<string, Doc>;
  private readonly index = new Map<string, Uint32Array>();
  private readonly statements: Map<string, Statement>;
  private readonly names: Map<string, string>;
  private readonly sources: Sources;
  private selected: HTMLElement | null = null;
  private readonly cards = new Map<string, HTMLElement>();

  constructor(private readonly a: Account) {
    this.docs = new Map(a.documents.map((d) => [d.id, d]));
    this.statements = new Map(a.statements.map((s) => [s.id, s]));
    this.names = new Map(a.entities.map((e) => [e.id, e.name]));
    this.sources = new Sources(a, (id) => this.reveal(id));
  }

  mount(root: HTMLElement): void {
    const sections: [string, string, HTMLElement | null][] = [
      ["short", "In short", this.short()], ["differences", "Where they differ", this.differences()], ["labels", "What they call it", this.labels()],
      ["statements", "What they say", this.statementList()], ["quotations", "Quotations", this.quotations()],
      ["figures", "Figures", this.figures()], ["timeline", "Timeline", this.timeline()], ["omissions", "What each leaves out", this.omissions()], ["appeared", "When they appeared", this.appeared()], ["names", "Names", this.entities()],
      ["origins", "Copies", this.families()], ["versions", "Versions", this.versions()], ["notes", "Left undecided", this.notes()],
    ];
    const nav = h("nav", { "aria-label": "Sections" });
    const account = h("main", { class: "account" }, this.masthead(), nav);
    for (const [id, title, body] of sections) {
      if (!body) continue;
      nav.append(h("a", { href: "#" + id }, title));
      account.append(h("section", { id }, h("h2", {}, title), body));
    }
    account.append(h("footer", { class: "quiet" }, `Made by Synoptic ${this.a.synoptic}. Every word about the event is a source's own; click any line to see where it stands.`));
    root.replaceChildren(account, h("aside", { class: "reports" }, this.sources.root));
    document.addEventListener("keydown", (e) => { if (e.key === "Escape") this.select(null, []); });
  }

  private cut(r: Ref): string {
    const doc = this.docs.get(r.document);
    const span = doc && textSpan(r, doc);
    if (!doc || !span) return "";
    let at = this.index.get(doc.id);
    if (!at) { at = byteIndex(reading(doc)); this.index.set(doc.id, at); }
    return reading(doc).slice(at[span[0]], at[span[1]]).replace(/\s+/g, " ");
  }

  /** The words that stand for a statement, marked where no report's text has them. */
  private gist(s: Statement): (Node | string)[] {
    return [this.cut(s.gist), s.gist.caption_span ? h("span", {}, " ", chip("photo caption", "kind")) : ""];
  }

  private outlet(id: string): string {
    const d = this.docs.get(id);
    return d?.outlet ?? d?.id ?? id;
  }

  private outlets(refs: Ref[]): HTMLElement {
    const ids = [...new Set(refs.map((r) => r.document))];
    return h("span", { class: "outlets" }, ...ids.map((d) => chip(this.outlet(d), "doc")));
  }

  private select(element: HTMLElement | null, lights: Light[]): void {
    this.selected?.setAttribute("aria-pressed", "false");
    this.selected = element === this.selected ? null : element;
    this.selected?.setAttribute("aria-pressed", "true");
    this.sources.show(this.selected ? lights : []);
  }

  private pressable(refs: () => Light[], cls: string, ...children: (Node | string)[]): HTMLElement {
    const b = button(children, { class: "line " + cls, "aria-pressed": "false" }, () => this.select(b, refs()));
    return b;
  }

  private reveal(id: string): void {
    const card = this.cards.get(id);
    const s = this.statements.get(id);
    if (!card || !s) return;
    card.hidden = false;
    card.scrollIntoView({ block: "center" });
    if (card !== this.selected) this.select(card, s.support.map((r) => ({ ref: r, tone: 0 })));
  }

  private masthead(): HTMLElement {
    const a = this.a;
    const read = a.documents.filter((d) => !d.left_aside);
    const copies = a.families.reduce((n, f) => n + f.documents.length - 1, 0);
    const days = read.map((d) => (d.published ?? d.published_inferred?.value ?? "").slice(0, 10)).filter(Boolean).sort();
    const when = days.length ? (days[0] === days[days.length - 1] ? days[0] : `${days[0]} to ${days[days.length - 1]}`) : "undated";
    const open = a.differences.filter((d) => d.relation === "conflict").length;
    const facts = [`${read.length} reports`, `${read.length - copies} origins`, `${a.statements.length} statements`,
      `${a.differences.length} differences`, open ? `${open} conflict${open === 1 ? "" : "s"}` : "no conflict", `published ${when}`];
    return h("header", { class: "masthead" }, h("p", { class: "kicker" }, "Account of one event"),
      h("h1", {}, a.headline?.text ?? "Untitled"),
      h("p", { class: "quiet" }, a.headline ? `Headline of ${this.outlet(a.headline.document)}. ` : "", facts.join(" · ")));
  }

  private short(): HTMLElement | null {
    const list = this.a.summary.map((id) => this.statements.get(id)).filter((s): s is Statement => !!s);
    if (!list.length) return null;
    return h("ol", { class: "short" }, ...list.map((s) => h("li", {}, this.statementLine(s, false))));
  }

  private statementLine(s: Statement, keep: boolean): HTMLElement {
    const cells = h("span", { class: "stances", role: "img", "aria-label": this.a.documents.map((d) => `${this.outlet(d.id)}: ${s.stance[d.id] ?? "silent"}`).join("; ") },
      ...this.a.documents.map((d) => h("i", { class: "stance " + (s.stance[d.id] ?? "silent"), title: `${this.outlet(d.id)}: ${s.stance[d.id] ?? "silent"}` })));
    const who = s.support.find((x) => x.attributed_to)?.attributed_to;
    const meta = h("span", { class: "meta" }, cells, chip(STATUS[s.status] ?? s.status, s.status),
      s.status === "single-source" ? this.outlets(s.support) : h("span", { class: "quiet" }, s.origins === 1 ? "1 origin" : `${s.origins} origins`),
      who ? h("span", { class: "quiet" }, `said by ${who}`) : "");
    const line = this.pressable(() => s.support.map((r) => ({ ref: r, tone: 0 })), "statement", h("span", { class: "gist" }, ...this.gist(s)), meta);
    if (keep) this.cards.set(s.id, line);
    return line;
  }

  private statementList(): HTMLElement {
    const list = h("div", { class: "list" }, ...this.a.statements.map((s) => this.statementLine(s, true)));
    const count = (k: string) => this.a.statements.filter((s) => s.status === k).length;
    const search = h("input", { type: "search", placeholder: "Find words…", "aria-label": "Find words in the statements" }) as HTMLInputElement;
    let status = "";
    const apply = () => {
      const q = search.value.trim().toLowerCase();
      for (const s of this.a.statements) {
        const hit = (!status || s.status === status) && (!q || s.support.some((r) => this.cut(r).toLowerCase().includes(q)));
        (this.cards.get(s.id) as HTMLElement).hidden = !hit;
      }
    };
    const filters = ["", ...Object.keys(STATUS)].filter((k) => !k || count(k)).map((k) => {
      const b = button([k ? `${STATUS[k]} ${count(k)}` : `all ${this.a.statements.length}`], { class: "filter", "aria-pressed": String(!k) }, () => {
        status = k;
        for (const f of filters) f.setAttribute("aria-pressed", String(f === b));
        apply();
      });
      return b;
    });
    search.addEventListener("input", apply);
    const legend = h("p", { class: "legend quiet" }, ...["says", "differs", "silent", "could-not-know", "unreadable"].flatMap((k) => [h("i", { class: "stance " + k }), ` ${k.replace(/-/g, " ")}  `]),
      " — one square a report, in the order of the columns.");
    return h("div", {}, h("div", { class: "filters" }, ...filters, search), legend, list);
  }

  private differences(): HTMLElement | null {
    const list = this.a.differences.filter((d) => d.kind !== "label");
    if (!list.length) return null;
    return h("div", { class: "list" }, ...list.map((d) => this.difference(d)));
  }

  private labels(): HTMLElement | null {
    const list = this.a.differences.filter((d) => d.kind === "label");
    if (!list.length) return null;
    return h("div", { class: "list" }, ...list.map((d) => this.pressable(
      () => d.values.flatMap((v, tone) => v.mentions.map((ref) => ({ ref, tone }))), "difference",
      ...d.values.map((v, i) => h("span", { class: "value" }, h("b", { class: "tone" + (i % 4) }, v.value), this.outlets(v.mentions),
        v.own_voice === false ? h("span", { class: "quiet" }, "in others’ words only") : "")))));
  }

  private smallLines(ids: string[], before: string): HTMLElement[] {
    return ids.map((id) => this.statements.get(id)).filter((s): s is Statement => !!s)
      .map((s) => this.pressable(() => s.support.map((ref) => ({ ref, tone: 0 })), "small", before ? h("span", { class: "quiet" }, before + " ") : "", ...this.gist(s)));
  }

  private omissions(): HTMLElement | null {
    const list = this.a.documents.filter((d) => d.omits.length);
    if (!list.length) return null;
    return h("div", {}, h("p", { class: "legend quiet" }, "Of what half of the origins and at least three reports have, and the report could have had."),
      h("ol", { class: "timeline wide" }, ...list.map((d) => h("li", {}, h("b", {}, this.outlet(d.id)), h("div", {}, ...this.smallLines(d.omits, ""))))));
  }

  private appeared(): HTMLElement | null {
    if (this.a.appearances.length < 2) return null;
    return h("ol", { class: "timeline wide" }, ...this.a.appearances.map((x) => h("li", {}, h("time", { datetime: x.at }, x.at.replace("T", " ").slice(0, 16)),
      h("div", {}, this.outlet(x.document), x.what === "published" ? "" : h("span", { class: "quiet" }, " " + x.what)))));
  }

  private versions(): HTMLElement | null {
    const list = this.a.documents.filter((d) => d.revision_of && d.revision);
    if (!list.length) return null;
    const moved = (id: string, old: string, now: string) => {
      const d = this.a.differences.find((x) => x.id === id);
      const side = (doc: string) => d?.values.filter((v) => v.mentions.some((m) => m.document === doc)).map((v) => v.value).join(", ") ?? "";
      return d ? [this.pressable(() => d.values.flatMap((v, tone) => v.mentions.map((ref) => ({ ref, tone }))), "small", h("span", { class: "quiet" }, "changed "), `${side(old)} → ${side(now)}`)] : [];
    };
    return h("div", { class: "list" }, ...list.map((d) => h("div", {}, h("p", { class: "meta" }, h("b", {}, this.outlet(d.id)), chip(d.published ?? "", "doc"), h("span", { class: "quiet" }, "after the version of " + (this.docs.get(d.revision_of ?? "")?.published ?? "unknown time"))),
      ...(d.revision?.changed ?? []).flatMap((x) => moved(x, d.revision_of ?? "", d.id)), ...this.smallLines(d.revision?.dropped ?? [], "dropped"), ...this.smallLines(d.revision?.added ?? [], "added"))));
  }

  private difference(d: Difference): HTMLElement {
    const lights = () => d.values.flatMap((v, i) => v.mentions.map((ref) => ({ ref, tone: i })));
    return this.pressable(lights, "difference",
      h("span", { class: "meta" }, chip(d.kind, "kind"), chip(RELATION[d.relation] ?? d.relation, d.relation), h("span", { class: "quiet" }, `sure ${Math.round(d.sure * 100)} %`)),
      ...d.values.map((v, i) => h("span", { class: "value" }, h("b", { class: "tone" + (i % 4) }, v.value), this.outlets(v.mentions))),
      d.silent.length ? h("span", { class: "quiet" }, "silent: " + d.silent.map((x) => this.outlet(x)).join(", ")) : "");
  }

  private quotations(): HTMLElement | null {
    if (!this.a.quotations.length) return null;
    const byWeight = [...this.a.quotations].sort((x, y) => docCount(y) - docCount(x));
    return h("div", { class: "list" }, ...byWeight.map((q) => this.quotation(q)));
  }

  private quotation(q: Quotation): HTMLElement {
    const who = (q.speaker && this.names.get(q.speaker)) ?? q.speaker_text ?? "speaker not named";
    const rows = q.variants.map((v) => h("span", { class: "variant" }, h("q", {}, v.text.replace(/^[“"'‘«]+|[”"'’»]+$/g, "")), " ", chip(this.outlet(v.document), "doc"),
      v.longest && q.variants.length > 1 ? chip("longest", "kind") : "", v.earliest ? chip("earliest", "kind") : "", ...v.drift.map((k) => chip(k, "drift")),
      v.edits.length ? h("span", { class: "edits quiet" }, v.edits.map((e) => e.op === "insert" ? `+ ${e.to}` : e.op === "delete" ? `− ${e.from}` : `${e.from} → ${e.to}`).join("; ")) : ""));
    return this.pressable(() => q.variants.map((ref, tone) => ({ ref, tone })), "quotation", h("span", { class: "meta" }, h("b", {}, who)), ...rows);
  }

  private figures(): HTMLElement | null {
    if (!this.a.quantities.length) return null;
    const say = (v: FigureValue) => [v.modifier, v.value === null ? null : v.value_max === null ? v.value.toLocaleString("en") : `${v.value.toLocaleString("en")}–${v.value_max.toLocaleString("en")}`].filter(Boolean).join(" ");
    const row = (f: Figure) => this.pressable(() => f.values.flatMap((v, tone) => v.mentions.map((ref) => ({ ref, tone }))), "figure",
      h("span", { class: "of" }, f.of ?? "", f.unit ? h("span", { class: "quiet" }, ` (${f.unit})`) : ""),
      ...f.values.map((v, i) => h("span", { class: "value" }, h("b", { class: "tone" + (i % 4) }, say(v)), this.outlets(v.mentions))));
    return h("div", { class: "list" }, ...this.a.quantities.map(row));
  }

  private timeline(): HTMLElement | null {
    if (!this.a.timeline.length) return null;
    return h("ol", { class: "timeline" }, ...this.a.timeline.map((t) => h("li", {}, h("time", {}, t.date),
      h("div", {}, ...t.statements.map((id) => this.statements.get(id)).filter((s): s is Statement => !!s)
        .map((s) => this.pressable(() => s.support.map((ref) => ({ ref, tone: 0 })), "small", ...this.gist(s)))))));
  }

  private entities(): HTMLElement | null {
    const list = this.a.entities.filter((e) => e.aliases.length > 1 || e.labels.length || e.roles.length);
    if (!list.length) return null;
    return h("div", { class: "list" }, ...list.map((e) => this.pressable(
      () => [...e.roles, ...e.labels].map((ref) => ({ ref, tone: 0 })), "entity",
      h("span", { class: "meta" }, h("b", {}, e.name), chip(e.type, "kind")),
      ...e.aliases.filter((x) => e.aliases.length > 1).map((x) => h("span", { class: "value" }, x.name, h("span", { class: "outlets" }, ...x.documents.map((d) => chip(this.outlet(d), "doc"))))),
      e.roles.length ? h("span", { class: "quiet" }, "as " + [...new Set(e.roles.map((r) => r.text))].join("; ")) : "",
      ...[...new Set(e.labels.map((l) => l.text.toLowerCase() + (l.own_voice ? "+" : "-")))].map((key) => {
        const same = e.labels.filter((l) => l.text.toLowerCase() + (l.own_voice ? "+" : "-") === key);
        return h("span", { class: "value" }, h("i", {}, same[0].text), h("span", { class: "quiet" }, same[0].own_voice ? "own voice" : "in others’ words"), this.outlets(same));
      }),
      e.joined_by.length ? h("span", { class: "quiet" }, "joined by " + e.joined_by.map((j) => `${j.names[0]} = ${j.names[1]} (${j.why})`).join("; ")) : "")));
  }

  private families(): HTMLElement | null {
    if (!this.a.families.length) return null;
    return h("div", { class: "list" }, ...this.a.families.map((f) => this.pressable(() => f.shared.map((ref) => ({ ref, tone: 0 })), "family",
      h("span", { class: "meta" }, h("b", {}, f.agency ? `${f.agency} copy` : "The same copy"), chip(f.why, "kind"), f.earliest ? h("span", { class: "quiet" }, "earliest: " + this.outlet(f.earliest)) : ""),
      h("span", { class: "outlets" }, ...f.documents.map((d) => chip(this.outlet(d), "doc"))))));
  }

  private notes(): HTMLElement | null {
    if (!this.a.diagnostics.length) return null;
    return h("ul", { class: "notes" }, ...this.a.diagnostics.map((d) => h("li", {}, h("code", {}, d.code), " ", d.document ? chip(this.outlet(d.document), "doc") : "", " ", d.text)));
  }
}

function docCount(q: Quotation): number {
  return new Set(q.variants.map((v) => v.document)).size;
}

const data = document.getElementById("account");
const root = document.getElementById("page");
if (data && root) new Page(JSON.parse(data.textContent ?? "") as Account).mount(root);
