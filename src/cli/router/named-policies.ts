import { resolve } from 'node:path'
import { hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { analyse, policySet } from '../../compile/index.ts'
import type { NamedPolicy } from '../../route/admission/named-policy.ts'
import { policiesByName } from '../../route/admission/policies-by-name.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import { type Failure, findings } from '../failure.ts'
import { policyFiles } from '../io/policy-files.ts'
import { readText } from '../io/read-text.ts'
import { usedFiles } from '../io/used-files.ts'
import { problem } from '../problem.ts'
import { tellFindings } from '../report-failure.ts'

type Reading = Pick<Context, 'cwd' | 'stdin' | 'stderr' | 'errorScreen'>

/**
 * The policies in files and directories, by their names. Two of the same name are a mistake, and so
 * is a file that does not compile. Warnings are told.
 */
export async function namedPolicies(
  paths: readonly string[],
  vocabulary: CatalogVocabulary,
  context: Reading,
): Promise<Result<ReadonlyMap<string, NamedPolicy>, Failure>> {
  const named = new Map<string, NamedPolicy>()
  const read = new Set<string>()
  for (const path of paths) {
    const files = await policyFiles(path, context)
    if (!files.ok) return files
    for (const file of files.value) {
      const place = resolve(context.cwd, file)
      if (read.has(place)) continue
      read.add(place)
      const found = await policiesOf(file, vocabulary, context)
      if (!found.ok) return found
      for (const [name, policy] of found.value) {
        const before = named.get(name)
        if (before !== undefined) return err(twice(policy, before))
        named.set(name, policy)
      }
    }
  }
  return ok(named)
}

async function policiesOf(
  file: string,
  vocabulary: CatalogVocabulary,
  context: Reading,
): Promise<Result<ReadonlyMap<string, NamedPolicy>, Failure>> {
  const source = await readText(file, context)
  if (!source.ok) return source
  const used = usedFiles(context)
  const { value, diagnostics } = analyse(source.value, { vocabulary, load: used.load })
  const sources = [source.value, ...used.sources]
  if (value === undefined || hasErrors(diagnostics)) {
    return err(findings(diagnostics, sources, EXIT.usage))
  }
  if (diagnostics.length > 0) tellFindings(diagnostics, sources, context)
  return ok(policiesByName(policySet(value), sources))
}

function twice(one: NamedPolicy, other: NamedPolicy) {
  const [first, second] = [other, one].map(({ sources }) => `\`${sources[0]?.name}\``)
  return problem(
    `there are two policies \`${one.name}\`: in ${first} and in ${second}`,
    'a request asks for a policy by its name alone: rename one of them',
  )
}
