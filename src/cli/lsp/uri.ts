/*
 * What editors call a document, and what its file is called here: an absolute path with forward
 * slashes, `/home/me/a.uh` or `c:/Users/me/a.uh`, in which the paths of `use` can be resolved.
 */

/** The path of a file that a URI names; undefined for a document that is no file. */
export function pathOfUri(uri: string): string | undefined {
  const { host = '', path } = FILE_URI.exec(uri)?.groups ?? {}
  if (path === undefined) return undefined
  const decoded = decodedPath(path)
  if (decoded === undefined) return undefined
  if (host !== '' && host.toLowerCase() !== 'localhost') return `//${host}${decoded}`
  const drive = /^\/([A-Za-z]):/.exec(decoded)?.[1]
  return drive === undefined ? decoded : `${drive.toLowerCase()}${decoded.slice(2)}`
}

/** The name of a document: the path of its file, or the URI itself where there is none. */
export function nameOfUri(uri: string): string {
  return pathOfUri(uri) ?? uri
}

/** The URI of a file, as VS Code spells it; of a name that is no absolute path the name itself. */
export function uriOfName(name: string): string {
  if (/^[A-Za-z]:\//.test(name)) return `file:///${encoded(name)}`
  if (name.startsWith('//')) return `file:${encoded(name)}`
  return name.startsWith('/') ? `file://${encoded(name)}` : name
}

const FILE_URI = /^file:\/\/(?<host>[^/?#]*)(?<path>\/[^?#]*)/i

/** Undefined where it is not the encoding of a text. */
function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
