import { slashedPath } from './slashed-path.ts'

/**
 * A path as a URI reference (RFC 3986): `a b/c.uh` is `a%20b/c.uh`, `C:\x.uh` is `file:///C:/x.uh`.
 * A relative path stays relative.
 */
export function fileUri(path: string): string {
  const slashed = slashedPath(path)
  const [drive = ''] = /^[A-Za-z]:(?=\/)/.exec(slashed) ?? []
  const rest = slashed
    .slice(drive.length)
    // Halves of a pair are no character, and have no encoding.
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  if (drive !== '') return `file:///${drive}${rest}`
  if (rest.startsWith('//')) return `file:${rest}`
  return rest.startsWith('/') ? `file://${rest}` : rest
}
