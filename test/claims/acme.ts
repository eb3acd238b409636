import { readFileSync } from 'node:fs'
import { loadCatalog } from '../../src/catalog/index.ts'
import { catalogGround, type Ground, type Run, runTests } from '../../src/claims/index.ts'
import { analyse, compileTests, type Load } from '../../src/compile/index.ts'

const EXAMPLES = 'fixtures/cli/examples'

/** The catalog of the examples, as tests run on it. */
export const GROUND: Ground = groundOf(readFileSync(`${EXAMPLES}/acme.yaml`, 'utf8'))

/** The policies of the examples: `support` and `strict`. */
export const POLICIES = readFileSync(`${EXAMPLES}/acme.uh`, 'utf8')

function groundOf(text: string): Ground {
  const { value: catalog, diagnostics } = loadCatalog({ name: 'acme.yaml', text })
  if (catalog === undefined) throw new Error(JSON.stringify(diagnostics))
  return catalogGround(catalog, 'acme.yaml')
}

/** The tests of a file, run. It may use `acme.uh`. */
export function run(text: string): Run {
  const load: Load = (path) =>
    path === 'acme.uh'
      ? { ok: true, value: { name: path, text: POLICIES } }
      : { ok: false, error: 'there is no such file' }
  const analysed = analyse({ name: 'a.uh', text }, { vocabulary: GROUND.vocabulary, load })
  const compiled = analysed.value && compileTests(analysed.value)
  if (analysed.value === undefined || compiled?.value === undefined) {
    throw new Error(JSON.stringify(compiled?.diagnostics ?? analysed.diagnostics))
  }
  const outcomes = runTests(compiled.value, GROUND)
  return { policies: analysed.value.program.policies, outcomes, ground: GROUND }
}
