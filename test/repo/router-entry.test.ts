import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import * as router from '../../src/route/index.ts'
import { openSandbox } from '../../src/route/sandbox/index.ts'
import { built } from '../cli/built.ts'
import { LAB_CATALOG } from '../route/server/lab.ts'
import { projectWithPackage } from './packed.ts'

let root = ''
beforeAll(async () => {
  await built()
  root = await projectWithPackage()
}, 120_000)
afterAll(() => rm(root, { recursive: true }))

/** The program of the page, on a free port, over a sandbox in place of the provider. */
async function example(sandboxUrl: string): Promise<string> {
  const page = await readFile('docs/router.md', 'utf8')
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? []
  return code
    .replace('listen(3000)', 'listen(0, () => console.log(JSON.stringify(server.address())))')
    .replace('  keys: new', `  sandboxUrl: '${sandboxUrl}',\n  keys: new`)
}

async function testOfApplication(): Promise<string> {
  const page = await readFile('docs/application.md', 'utf8')
  const [, code = ''] = /```js\n([^`]*node:test[\s\S]*?)```\n/.exec(page) ?? []
  return code
}

describe('the router as a part of a program', () => {
  test('answers below a path of the example of docs/router.md, and leaves its pages to it', async () => {
    const sandbox = await openSandbox({ catalog: builtInCatalog(), faults: [] })
    onTestFinished(() => sandbox.close())
    await writeFile(join(root, 'example.js'), await example(sandbox.url))
    const program = execa('node', ['example.js'], { cwd: root, env: { OPENAI_API_KEY: 'none' } })
    onTestFinished(() => void program.kill())
    const [printed] = await once(program.stdout, 'data')
    const url = `http://127.0.0.1:${JSON.parse(printed).port}`

    expect(await (await fetch(url)).text()).toBe('A page of my own.')
    expect((await fetch(`${url}/v1/models`)).status).toBe(404)
    const models = await fetch(`${url}/ai/v1/models`)
    expect(await models.text()).toContain('"id":"policy:support"')
    const answer = await fetch(`${url}/ai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'policy:support',
        messages: [{ role: 'user', content: 'hello' }],
      }),
    })
    expect(answer.headers.get('x-unhardcoded-policy')).toBe('support')
    expect(await answer.json()).toMatchObject({ object: 'chat.completion' })
    program.kill('SIGTERM')
    expect((await program).exitCode).toBe(0)
  })

  test('is tested with every provider played, as docs/application.md shows it', async () => {
    await writeFile(join(root, 'application.test.js'), await testOfApplication())
    const { stdout } = await execa('node', ['--test-reporter=tap', 'application.test.js'], {
      cwd: root,
    })
    expect(stdout).toContain('\nok 1 - where OpenAI is down, Anthropic answers\n')
  })

  test('has types that hold without any other package than those of Node', async () => {
    await writeFile(join(root, 'example.ts'), await example('http://127.0.0.1:4100'))
    const compilerOptions = {
      target: 'es2023',
      lib: ['es2023'],
      module: 'nodenext',
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    }
    await writeFile(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    const tsc = resolve('node_modules/typescript/bin/tsc')
    const { stdout } = await execa('node', [tsc, '-p', root], { reject: false })
    expect(stdout).toBe('')
  })

  test('leaves the `fetch` of the program as it is', async () => {
    const code = `const before = Object.getOwnPropertySymbols(globalThis).length
      await import('unhardcoded/router')
      console.log(Object.getOwnPropertySymbols(globalThis).length - before)`
    await writeFile(join(root, 'globals.js'), code)
    expect((await execa('node', ['globals.js'], { cwd: root })).stdout).toBe('0')
  })

  test('says so where the body was read before it got the request', async () => {
    const answer = await askedAfter(async (request) => {
      for await (const _ of request);
    })
    expect(answer.status).toBe(500)
    expect(await answer.json()).toMatchObject({
      error: { code: 'internal', message: expect.stringContaining('The body was read before') },
    })
  })

  test('reads a body that waited for somebody to let the request through', async () => {
    const answer = await askedAfter(() => new Promise((resolve) => setImmediate(resolve)))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { code: 'missing_policy' } })
  })
})

/** What the router answers to a request that something else of the server had first. */
async function askedAfter(first: (request: IncomingMessage) => Promise<unknown>) {
  const opened = await router.createRouter({ catalog: LAB_CATALOG })
  if (!opened.ok) throw new Error(opened.error.join('; '))
  const { handle, close } = opened.value
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    first(request).then(() => handle(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.close()
    await close(0)
  })
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  return fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [] }),
  })
}
