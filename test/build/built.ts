import { transform } from 'esbuild'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { buildModule } from '../../src/build/build-module.ts'
import type { BuiltFlow, BuiltPolicy } from '../../src/build/runtime/made.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import { type Analysis, analyse } from '../../src/compile/index.ts'

/** What a built module exports. */
export type Built = Readonly<Record<string, ((params?: object) => BuiltPolicy) & BuiltFlow>>

export function analysed(text: string, name = 'policies/test.uh'): Analysis {
  const { value, diagnostics } = analyse({ name, text }, { vocabulary })
  if (value === undefined || hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics))
  return value
}

/** The text of the module that is built of a policy text. */
export function builtText(text: string, name?: string): string {
  const built = buildModule([analysed(text, name)], { target: 'sigma-pol/v2' })
  if (built.ok) return built.value
  throw new Error(JSON.stringify(built.error))
}

/** The module itself, loaded. */
export async function builtModule(text: string): Promise<Built> {
  return moduleOf(builtText(text))
}

export async function moduleOf(text: string): Promise<Built> {
  const { code } = await transform(text, { loader: 'ts', format: 'esm', target: 'es2022' })
  // What a module exports is known to whoever built it.
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Built
}
