import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { REQUEST_TRANSFORMS } from '../../src/route/admission/transform-whitelist.ts'
import { answeredPage } from './answered-page.ts'
import { ERROR_CELLS, ROUTER_TABLES } from './router-tables.ts'
import { serving } from './serving.ts'
import { withExamples } from './shell.ts'

const PATH = 'docs/router.md'

/** The page with what a router in front of a sandbox answers now. */
async function answered(page: string): Promise<string> {
  return withExamples(async (cwd) => {
    const server = await serving(['--config', 'router.yaml', '--sandbox'], { cwd })
    const root = server.url.replace('/v1', '')
    const result = await answeredPage(page, { root, shown: /^x-unhardcoded-/ })
    await server.end()
    return result
  })
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
