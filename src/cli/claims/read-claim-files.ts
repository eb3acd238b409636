import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import { configuredPolicies } from '../config/configured-policies.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { policyFiles } from '../io/policy-files.ts'
import { readText } from '../io/read-text.ts'
import { problem } from '../problem.ts'
import type { ClaimFile } from './claim-file.ts'

/** Looks at the claims of one text; what it cannot do at all, as reading the catalog, is a failure. */
type LookAt<F> = (source: Source) => Promise<Result<F, Failure>>

/**
 * Looks at the claims of every file that the paths name; of the configured ones where there are
 * none. A file that cannot be read is told among the others.
 */
export async function readClaimFiles<F extends ClaimFile>(
  paths: readonly string[],
  lookAt: LookAt<F>,
  context: Context,
): Promise<Result<readonly (F | ClaimFile)[], Failure>> {
  const files: (F | ClaimFile)[] = []
  const seen = new Set<string>()
  const named = paths.length > 0 ? ok(paths) : await configuredPolicies(context)
  if (!named.ok) return named
  for (const path of named.value) {
    const found = await policyFiles(path, context)
    if (!found.ok) files.push(unreadable(path, found.error))
    for (const each of found.ok ? found.value : []) {
      if (seen.has(each)) continue
      seen.add(each)
      const source = await readText(each, context)
      if (!source.ok) {
        files.push(unreadable(each, source.error))
        continue
      }
      const file = await lookAt(source.value)
      if (!file.ok) return file
      files.push(file.value)
    }
  }
  return ok(files)
}

function unreadable(name: string, fault: ClaimFile['problem']): ClaimFile {
  return { name, claims: [], diagnostics: [], problem: fault, sources: [] }
}

/**
 * Why a run with nothing to look at is a mistake: paths were given, and hold no such claim.
 * Somebody believes that they do.
 */
export function emptyRun(
  files: readonly ClaimFile[],
  { paths, word }: { readonly paths: readonly string[]; readonly word: 'test' | 'prove' },
): Failure | undefined {
  const isEmpty = files.every(
    ({ claims, diagnostics, problem: fault }) =>
      claims.length === 0 && diagnostics.length === 0 && fault === undefined,
  )
  if (paths.length === 0 || !isEmpty) return undefined
  const names = paths.map((path) => `\`${path}\``).join(', ')
  return problem(`there is no \`${word}\` in ${names}`, EXAMPLES[word])
}

const EXAMPLES = {
  test: 'a test is written `test "keeps a second model" = support keeps at least 2`',
  prove: 'a proof is written `prove support implies price_out <= $10/Mtok`',
} as const
