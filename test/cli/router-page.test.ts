import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { REQUEST_TRANSFORMS } from '../../src/route/admission/transform-whitelist.ts'
import { ERROR_CELLS, ROUTER_TABLES } from './router-tables.ts'
import { serving } from './serving.ts'
import { withExamples } from './shell.ts'

const PATH = 'docs/router.md'

/** The page with what a router in front of a sandbox answers now. */
async function answered(page: string): Promise<string> {
  return withExamples(async (cwd) => {
    const server = await serving(['--config', 'router.yaml', '--sandbox'], { cwd })
    let result = ''
    for (const part of page.split(/(^```http\n[\s\S]*?^```\n)/m)) {
      result += part.startsWith('```http\n') ? await exchange(part, server.url) : part
    }
    await server.end()
    return result
  })
}

/** A request as it stands on the page, up to its answer. */
async function exchange(block: string, url: string): Promise<string> {
  const [request = ''] = block.replace(/^```http\n|```\n$/g, '').split('\nHTTP/1.1 ')
  const [head = '', ...bodies] = request.trimEnd().split('\n\n')
  const [line = '', ...fields] = head.split('\n')
  const [method = '', path = ''] = line.split(' ')
  const response = await fetch(url.replace('/v1', path), {
    method,
    headers: {
      ...(bodies.length > 0 && { 'content-type': 'application/json' }),
      ...Object.fromEntries(fields.map((field) => field.split(': '))),
    },
    ...(bodies.length > 0 && { body: bodies.join('\n\n') }),
  })
  const own = [...response.headers].filter(([name]) => name.startsWith('x-unhardcoded-'))
  const headers = own.map(([name, value]) => `${name}: ${same(name, value)}\n`).join('')
  const text = await response.text()
  const body = text.startsWith('{') ? `${JSON.stringify(JSON.parse(text, same), null, 2)}\n` : text
  return `\`\`\`http\n${request.trimEnd()}\n\nHTTP/1.1 ${response.status} ${response.statusText}\n${headers}\n${body}\`\`\`\n`
}

/** Identities and times are other ones each time. */
function same(name: string, value: unknown): unknown {
  if (/receipt$|^id$/.test(name)) return '…'
  if (/_ms$|^created$/.test(name)) return 0
  return name === 'since' ? '…' : value
}

test('every request of docs/router.md is answered as it stands there', async () => {
  const page = await readFile(PATH, 'utf8')
  await expect(await answered(page)).toMatchFileSnapshot(`../../${PATH}`)
})

test.each(Object.entries(ROUTER_TABLES))('the page has what the code says: %s', async (_, text) => {
  expect(await readFile(PATH, 'utf8')).toContain(text)
})

test('the page has every error, and no other', async () => {
  const page = await readFile(PATH, 'utf8')
  const [, part = ''] = /^## Errors\n([\s\S]*?)^## /m.exec(page) ?? []
  const cells = part.match(/^\| `\w+` \| \d+ \| `\w+` \|/gm)
  expect(cells).toEqual(ERROR_CELLS)
})

test('the page has every parameter that policies of requests may set', async () => {
  const page = await readFile(PATH, 'utf8')
  for (const name of REQUEST_TRANSFORMS.params) expect(page).toContain(`\`${name}\``)
})
