/**
 * A path as services name the files of a repository: forward slashes, and no `./` before it. No
 * path is the folder itself, `.`.
 */
export function slashedPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '') || '.'
}
