import { resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type PolicySet, policySet } from '../../compile/index.ts'
import { flowsByName } from '../../route/admission/flows-by-name.ts'
import type { NamedFlow } from '../../route/admission/named-flow.ts'
import type { NamedPolicy } from '../../route/admission/named-policy.ts'
import { policiesByName } from '../../route/admission/policies-by-name.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { policyFiles } from '../io/policy-files.ts'
import { analysedFile } from '../policy/analysed-file.ts'
import { problem } from '../problem.ts'
import { tellFindings } from '../report-failure.ts'

type Reading = Pick<Context, 'cwd' | 'stdin' | 'stderr' | 'errorScreen'>

/** What a router knows by name. */
export interface Named {
  readonly policies: ReadonlyMap<string, NamedPolicy>
  readonly flows: ReadonlyMap<string, NamedFlow>
}

/**
 * The policies and flows in files and directories, by their names. Two of the same name are a
 * mistake, and so is a file that does not compile. Warnings are told.
 */
export async function namedPolicies(
  paths: readonly string[],
  vocabulary: CatalogVocabulary,
  context: Reading,
): Promise<Result<Named, Failure>> {
  const policies = new Map<string, NamedPolicy>()
  const flows = new Map<string, NamedFlow>()
  const read = new Set<string>()
  for (const path of paths) {
    const files = await policyFiles(path, context)
    if (!files.ok) return files
    for (const file of files.value) {
      const place = resolve(context.cwd, file)
      if (read.has(place)) continue
      read.add(place)
      const found = await setOf(file, vocabulary, context)
      if (!found.ok) return found
      const { set, sources } = found.value
      for (const [name, policy] of policiesByName(set, sources)) {
        const before = policies.get(name)
        if (before !== undefined) return err(twice(['policy', 'policies'], policy, before))
        policies.set(name, policy)
      }
      for (const [name, flow] of flowsByName(set, sources)) {
        const before = flows.get(name)
        if (before !== undefined) return err(twice(['flow', 'flows'], { name, sources }, before))
        flows.set(name, flow)
      }
    }
  }
  return ok({ policies, flows })
}

interface FileSet {
  readonly set: PolicySet
  /** The texts of it, the file itself first. */
  readonly sources: readonly Source[]
}

async function setOf(
  file: string,
  vocabulary: CatalogVocabulary,
  context: Reading,
): Promise<Result<FileSet, Failure>> {
  const found = await analysedFile(file, vocabulary, context)
  if (!found.ok) return found
  const { analysis, warnings, sources } = found.value
  if (warnings.length > 0) tellFindings(warnings, sources, context)
  return ok({ set: policySet(analysis), sources })
}

type Owned = Pick<FileSet, 'sources'>

function twice(
  [one, many]: readonly [one: string, many: string],
  { name, sources }: Owned & { readonly name: string },
  before: Owned,
) {
  const [first, second] = [before.sources, sources].map(([source]) => `\`${source?.name}\``)
  return problem(
    `there are two ${many} \`${name}\`: in ${first} and in ${second}`,
    `a request asks for a ${one} by its name alone: rename one of them`,
  )
}
