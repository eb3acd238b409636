/** The public list of `unhardcoded` where there are files: that of {@link index.ts}, which can read them. */

import { readFileSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compareBytes } from './base/byte-order.ts'
import { err, ok } from './base/result.ts'
import type { Source } from './base/source.ts'
import { loadedPolicies } from './build/loaded-policies.ts'
import { STANDARD_CATALOG_VOCABULARY } from './catalog/vocabulary.ts'
import type { LoadedPolicies, LoadOptions } from './index.ts'

export * from './index.ts'

/**
 * The policies of a directory and all below it, or of one file, from their text: what a module that
 * is built of them exports. `loadPolicies<typeof import('./policies.ts')>(…)` gives them its types.
 *
 * ```ts
 * const policies = await loadPolicies('policies/')
 * const { policy_ir } = policies.support({ plan: 'pro' })
 * ```
 *
 * @throws Error with every report where a file cannot be read or does not compile.
 */
export async function loadPolicies<Module = LoadedPolicies>(
  path: string | URL,
  { vocabulary = STANDARD_CATALOG_VOCABULARY, target = 'sigma-pol/v2' }: LoadOptions = {},
): Promise<Module> {
  const place = path instanceof URL ? fileURLToPath(path) : path
  const files = await Promise.all((await filesAt(place)).map(readSource))
  const used: Source[] = []
  const policies = loadedPolicies(files, { vocabulary, target, used, load: loader(used) })
  // Only who names the type knows what the files hold.
  return policies as Module
}

/** Hidden directories and `node_modules` are left out, as on the command line. */
async function filesAt(place: string): Promise<readonly string[]> {
  if (!(await stat(place)).isDirectory()) return [place]
  const entries = await readdir(place, { recursive: true })
  const files = entries.filter(
    (entry) => entry.endsWith('.uh') && !entry.split(sep).some(isSkipped),
  )
  if (files.length > 0) return files.map((entry) => join(place, entry)).sort(compareBytes)
  throw new Error(`there is no \`.uh\` file in \`${place}\``)
}

function isSkipped(part: string): boolean {
  return part === 'node_modules' || (part.startsWith('.') && part !== '.uh')
}

async function readSource(name: string): Promise<Source> {
  return sourceOf(name, await readFile(name))
}

function sourceOf(name: string, bytes: Uint8Array): Source {
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    throw new Error(`\`${name}\` is not UTF-8 text`)
  }
}

function loader(used: Source[]) {
  return (path: string) => {
    try {
      const source = sourceOf(path, readFileSync(path))
      used.push(source)
      return ok(source)
    } catch (error) {
      return err(error instanceof Error ? error.message : `no such file as ${basename(path)}`)
    }
  }
}
