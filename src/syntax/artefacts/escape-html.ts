/** A text inside an element or an attribute of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (each) => ENTITIES.get(each) ?? each)
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])
