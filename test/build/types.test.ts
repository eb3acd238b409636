import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtText } from './built.ts'

const POLICIES = `
## What support answers with: */ no end of a comment.
policy support(plan: free | pro | enterprise, max_out: price = $10/Mtok in $1/Mtok..$40/Mtok, private: flag = false, region: text = "eu") =
  cheapest where quality >= match plan { free: 0.5, pro: 0.6, enterprise: 0.7 }
    and price_out <= max_out and (not private or no_log)
  set region = region

policy weighted(w: ratio = 0.5 in 0..1, wait: duration = 20s) =
  rank by w * norm(quality) - (1 - w) * norm(price_in) timeout wait

policy plain = cheapest
policy delete = best

flow twice =
  draft = ask plain "Draft." with input
  return draft
`

/** The shape of what the client of OpenAI takes: what is spread in may have more members. */
const CLIENT = `
export interface Body { model: string; messages: { role: 'user'; content: string }[]; temperature?: number }
export declare function create(body: Body): Promise<unknown>
`

const GOOD = `
import * as policies from './policies.ts'
import { create } from './client.ts'
const messages = [{ role: 'user' as const, content: 'hi' }]
await create({ ...policies.support({ plan: 'pro' }), model: 'x', messages })
await create({ ...policies.twice, model: 'x', messages })
await create({ model: 'x', messages, ...policies.support({ plan: 'free', max_out: 2, private: true, region: 'us' }) })
export const zero: string = policies.weighted().fingerprint
export const one: policies.Policy = policies.weighted({ w: undefined })
export const two: policies.Policy = policies.plain()
export const three: policies.Policy = policies.delete_()
export const params: policies.SupportParams = { plan: 'enterprise' }
`

// biome-ignore format: table
const MISTAKES = [
  ["policies.support({ plan: 'gold' })",        'TS2322', `Type '"gold"' is not assignable to type '"free" | "pro" | "enterprise"'.`],
  ['policies.support({})',                      'TS2345', "Argument of type '{}' is not assignable to parameter of type 'SupportParams'."],
  ['policies.support()',                        'TS2554', 'Expected 1 arguments, but got 0.'],
  ["policies.support({ plan: 'pro', max: 2 })", 'TS2353', "Object literal may only specify known properties, and 'max' does not exist in type 'SupportParams'."],
  ["policies.support({ plan: 'pro', max_out: '$2/Mtok' })", 'TS2322', "Type 'string' is not assignable to type 'number'."],
  ['policies.weighted({ w: true })',            'TS2322', "Type 'boolean' is not assignable to type 'number'."],
  ['policies.plain({})',                        'TS2554', 'Expected 0 arguments, but got 1.'],
  ['policies.suport',                           'TS2551', "Property 'suport' does not exist on type"],
  ['policies.twice()',                          'TS2349', 'This expression is not callable.'],
  ["policies.plain().policy_ir.push('x')",      'TS2339', "Property 'push' does not exist on type"],
] as const

/** As strict as a project can be. */
const OPTIONS = {
  target: 'es2022',
  lib: ['es2022'],
  module: 'nodenext',
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  allowUnreachableCode: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  emitDeclarationOnly: true,
  rootDir: 'src',
  outDir: 'types',
}

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unhardcoded-types-'))
  await mkdir(join(folder, 'src'))
  const wrong = ["import * as policies from './policies.ts'", ...MISTAKES.map(([code]) => code), '']
  const files = {
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({ compilerOptions: OPTIONS, include: ['src'] }),
    'src/policies.ts': builtText(POLICIES),
    'src/client.ts': CLIENT,
    'src/good.ts': GOOD,
    'src/wrong.ts': wrong.join('\n'),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('a built module and its callers compile under the strictest options, and each mistake is told', async () => {
  const tsc = resolve('node_modules/typescript/bin/tsc')
  const { stdout } = await execa('node', [tsc, '-p', '.', '--pretty', 'false'], {
    cwd: folder,
    reject: false,
  })
  const errors = stdout.split('\n').filter((line) => /^\S/.test(line))
  expect(errors.map((line) => line.replace(/\((\d+),\d+\)/, ':$1'))).toEqual(
    MISTAKES.map(([, code, message], i) =>
      expect.stringContaining(`src/wrong.ts:${i + 2}: error ${code}: ${message}`),
    ),
  )
})
