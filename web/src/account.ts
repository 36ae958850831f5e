// The account as `synoptic report --format json` writes it: the fields that the page reads.

export type Span = [number, number];
export interface Ref { document: string; span: Span; text_span?: Span | null; caption_span?: Span }
export interface Block { kind: string; span: Span; text_span?: Span | null }
export interface Doc {
  id: string; title: string | null; outlet: string | null; published: string | null; updated: string | null;
  authors: string[]; agencies: string[]; dateline: string | null; source: { url: string | null; path: string | null };
  text: string; captions: string; blocks: Block[]; family: string | null; revision_of: string | null; left_aside: string | null;
  revision: { added: string[]; dropped: string[]; changed: string[] } | null; omits: string[];
  published_inferred: { value: string } | null;
}
export interface Support extends Ref { attributed_to: string | null }
export interface Statement {
  id: string; gist: Ref; support: Support[]; stance: Record<string, string>; status: string; origins: number;
  root_speaker: string | null; time: string | null; place: string | null; importance: number;
}
export interface Edit { op: string; from: string; to: string }
export interface Variant extends Ref { kind: string; text: string; part: number; speaker: string | null; longest: boolean; earliest: boolean; drift: string[]; edits: Edit[] }
export interface Quotation { id: string; speaker: string | null; speaker_text: string | null; variants: Variant[] }
export interface FigureValue { value: number | null; value_max: number | null; modifier: string | null; as_of: string | null; mentions: Ref[] }
export interface Figure { id: string; of: string | null; unit: string | null; values: FigureValue[] }
export interface Difference {
  id: string; kind: string; relation: string; sure: number; slot: Ref; values: { value: string; own_voice: boolean | null; mentions: Ref[] }[]; silent: string[];
}
export interface Entity {
  id: string; type: string; name: string; aliases: { name: string; documents: string[] }[]; roles: (Ref & { text: string })[];
  labels: (Ref & { text: string; own_voice: boolean })[]; joined_by: { names: [string, string]; why: string }[];
}
export interface Family { id: string; documents: string[]; why: string; agency: string | null; earliest: string | null; shared: Ref[] }
export interface Account {
  synoptic: string; headline: { text: string; document: string; span: Span | null } | null; summary: string[];
  documents: Doc[]; families: Family[]; entities: Entity[]; statements: Statement[]; quotations: Quotation[]; quantities: Figure[];
  appearances: { at: string; document: string; what: string }[];
  timeline: { date: string; precision: string; statements: string[] }[]; differences: Difference[];
  diagnostics: { code: string; document: string | null; text: string }[];
}

/** What references lie in: the text, and behind it the captions of the photos. */
export function reading(doc: Doc): string {
  return doc.captions ? doc.text + "\n\n" + doc.captions : doc.text;
}

/** Where a reference lies in it: where source and text are the same bytes, the span itself. */
export function textSpan(r: { span: Span; text_span?: Span | null; caption_span?: Span }, doc: Doc): Span | null {
  if (r.text_span) return r.text_span;
  if (r.caption_span) {
    const first = byteLength(doc.text) + 2;
    return [first + r.caption_span[0], first + r.caption_span[1]];
  }
  if (r.text_span === undefined && byteLength(doc.text) >= r.span[1]) return r.span;
  return null;
}

export function byteLength(s: string): number {
  return new TextEncoder().encode(s).length;
}

/** UTF-16 index of each UTF-8 byte of a text (spans count bytes, the browser counts code units). */
export function byteIndex(text: string): Uint32Array {
  const at = new Uint32Array(byteLength(text) + 1);
  let byte = 0;
  for (let i = 0; i < text.length; ) {
    const cp = text.codePointAt(i) as number;
    const units = cp > 0xffff ? 2 : 1;
    const bytes = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (let k = 0; k < bytes; k++) at[byte++] = i;
    i += units;
  }
  at[byte] = text.length;
  return at;
}
