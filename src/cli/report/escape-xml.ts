/** Text between two tags. */
export function escapeXmlText(text: string): string {
  return allowed(text).replace(/[&<>\r]/g, reference)
}

/** The value of an attribute in double quotes; readers make a blank of a bare line break in it. */
export function escapeXmlAttribute(text: string): string {
  return allowed(text).replace(/[&<>"\t\n\r]/g, reference)
}

/** Most control characters have no place in XML 1.0, not even escaped; nor has half of a pair. */
function allowed(text: string): string {
  return text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
}

function reference(char: string): string {
  return NAMED.get(char) ?? `&#${char.charCodeAt(0)};`
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])
