import { readFile } from 'node:fs/promises'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { cheapest, context } from '../../../src/builder/index.ts'
import { compile } from '../../../src/index.ts'
import { loadPolicies } from '../../../src/node.ts'
import { builtText } from '../../build/built.ts'
import type { Lab } from '../../route/server/lab.ts'
import * as built from '../built/policies.ts'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi } from './open-openai.ts'

const LAB = 'test/clients/built/lab.uh'

const MESSAGES = [{ role: 'user' as const, content: 'hi' }]

const loaded = await loadPolicies<typeof import('../built/policies.ts')>(LAB)
const untyped = await loadPolicies(LAB)

const { policy_ir } = cheapest().where(context.atLeast('100k')).build()
const [compiled] = compile('cheapest where context >= 100k').value?.policies ?? []

/** Each as a program has it, `model` being what the client wants to have. */
const BODIES = [
  ['of a built module', { ...built.byPlan({ plan: 'large' }), model: 'auto', messages: MESSAGES }],
  ['of a file', { ...loaded.byPlan({ plan: 'large' }), model: 'auto', messages: MESSAGES }],
  [
    'of a file that nobody typed',
    { ...untyped.byPlan?.({ plan: 'large' }), model: 'auto', messages: MESSAGES },
  ],
  ['of a builder', { ...{ policy_ir }, model: 'auto', messages: MESSAGES }],
  [
    'of a text',
    { ...(compiled && { policy_ir: compiled.policy_ir }), model: 'auto', messages: MESSAGES },
  ],
] as const

test('the built module is current', async () => {
  const text = builtText(await readFile(LAB, 'utf8'), 'lab.uh')
  expect(await readFile('test/clients/built/policies.ts', 'utf8')).toBe(text)
})

describe.each(BODIES)('a policy %s', (_, body) => {
  test('decides a call, and nobody else is told of it', async () => {
    const lab = await room()
    const { data, response } = await openOpenAi(lab).chat.completions.create(body).withResponse()
    expect(data.choices[0]?.message.content).toMatch(/^The sandbox/)
    expect(response.headers.get('x-unhardcoded-model')).toBe('beta/large')
    expect(membersSent(lab)).toEqual(['messages', 'model'])
    await expectReceipts(lab, [{ hops: [['beta/large']] }])
  })

  test('decides a stream', async () => {
    const lab = await room()
    const { data, response } = await openOpenAi(lab)
      .chat.completions.create({ ...body, stream: true })
      .withResponse()
    expect(response.headers.get('x-unhardcoded-model')).toBe('beta/large')
    let text = ''
    for await (const { choices } of data) text += choices[0]?.delta.content ?? ''
    expect(text).toMatch(/^The sandbox .*\.$/)
    await expectReceipts(lab, [{ hops: [['beta/large']] }])
  })
})

describe('a built policy', () => {
  const large = built.byPlan({ plan: 'large' })

  test('decides what the helpers of the client ask', async () => {
    const lab = await room()
    const { chat } = openOpenAi(lab)
    const body = { ...large, model: 'auto', messages: MESSAGES }
    await chat.completions.stream(body).finalContent()
    await chat.completions.parse(body)
    await chat.completions.runTools({ ...body, tools: [] }).finalContent()
    const answered = { hops: [['beta/large']] } as const
    await expectReceipts(lab, [answered, answered, answered])
  })

  test('decides a response, and vectors', async () => {
    const lab = await room()
    const client = openOpenAi(lab)
    const { output_text } = await client.responses.create({ ...large, model: 'auto', input: 'hi' })
    expect(output_text).toMatch(/^The sandbox/)
    await client.embeddings.create({ ...large, model: 'auto', input: 'hi' })
    const answered = { hops: [['beta/large']] } as const
    await expectReceipts(lab, [answered, answered])
  })

  test('among the options of a call takes the place of the body', async () => {
    const lab = await room()
    const call = openOpenAi(lab).chat.completions.create(
      { model: 'auto', messages: MESSAGES },
      { body: large },
    )
    await expect(call).rejects.toBeInstanceOf(OpenAI.BadRequestError)
    expect(membersSent(lab)).toEqual(['model'])
  })

  test('goes by its fingerprint in the receipt', async () => {
    const lab = await room()
    const { chat } = openOpenAi(lab)
    await chat.completions.create({ ...large, model: 'auto', messages: MESSAGES })
    expect(await lab.receipt()).toMatchObject({ policy: { fingerprint: large.fingerprint } })
  })
})

function membersSent({ calls }: Lab): readonly string[] {
  const sent: unknown = JSON.parse(new TextDecoder().decode(calls[0]?.body))
  return Object.keys(Object(sent)).sort()
}

/**
 * What docs/application.md says of the types of the client. Read by the compiler, never called.
 */
export async function typesOf(client: OpenAI): Promise<void> {
  const { completions } = client.chat
  // @ts-expect-error: a member that is written out is compared with those that the client knows.
  await completions.create({ policy_ir, model: 'auto', messages: MESSAGES })
  // @ts-expect-error: with a spread before it, a misspelt member is told of as without one.
  await completions.create({ ...{ policy_ir }, model: 'auto', messages: MESSAGES, temprature: 1 })
  // @ts-expect-error: the client wants a model, whatever it is.
  await completions.create({ ...{ policy_ir }, messages: MESSAGES })
  // @ts-expect-error: no plan is called so.
  await completions.create({ ...built.byPlan({ plan: 'big' }), model: 'auto', messages: MESSAGES })
  const answer = await completions.create({ model: 'auto', messages: MESSAGES })
  // @ts-expect-error: the client does not know what the router adds.
  answer.x_router
}
