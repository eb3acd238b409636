/**
 * True for a path that stands for a stream and not for a file: `-`, and what the system calls its
 * devices and open files, as `/dev/stdout` or the `/dev/fd/63` of a shell's `<(…)`. Such a path
 * cannot be replaced by another file.
 */
export function isStreamPath(path: string): boolean {
  return path === '-' || path.startsWith('/dev/') || path.startsWith('/proc/')
}
