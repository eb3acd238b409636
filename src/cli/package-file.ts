import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The path of a file of this package, whether the code runs from its sources or bundled.
 *
 * @param name from the root of the package: `docs/diagnostics/UH2003.md`.
 */
export function packageFile(name: string): string {
  let folder: string = import.meta.dirname
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) {
    folder = dirname(folder)
  }
  return join(folder, name)
}
