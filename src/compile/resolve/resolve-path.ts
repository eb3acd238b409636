/**
 * The path that `path` means in the file at `from`: relative to its folder, `.` and `x/..` taken
 * out. A path that begins with `/` stays as it is.
 */
export function resolvePath(from: string, path: string): string {
  const absolute = path.startsWith('/')
  const folder = absolute ? [] : from.split('/').slice(0, -1)
  const steps: string[] = []
  for (const step of [...folder, ...path.split('/')]) {
    if (step === '.' || (step === '' && steps.length > 0)) continue
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..' && steps.at(-1) !== '') {
      steps.pop()
    } else steps.push(step)
  }
  return absolute ? `/${steps.filter((step) => step !== '').join('/')}` : steps.join('/')
}
