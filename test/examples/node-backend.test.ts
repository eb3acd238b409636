import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { answeredPage } from '../cli/answered-page.ts'
import { runPage } from '../cli/run-page.ts'
import { serving } from '../cli/serving.ts'
import { shell, withCopy } from '../cli/shell.ts'
import { EXAMPLE, openProject, startBackend } from './node-backend/project.ts'
import { backendSuite } from './node-backend/suite.ts'

/** The package itself is asked in test/clients. */
const OPENAI = 'test/examples/node-backend/openai.ts'

backendSuite(OPENAI)

test('everything of the page is answered as it stands there', async () => {
  const { folder: cwd, compile, remove } = await openProject(OPENAI)
  await compile()
  const router = await serving(['--sandbox'], { cwd })
  const backend = await startBackend(cwd, router.url)
  const page = await readFile(`${EXAMPLE}/README.md`, 'utf8')
  const answered = await answeredPage(page, { root: backend.url, shown: /^x-|^content-type$/ })
  await backend.end()
  await router.end()
  await expect(await runPage(answered, { cwd })).toMatchFileSnapshot(`../../${EXAMPLE}/README.md`)
  await remove()
})

test('the policies are laid out, and nothing is to be said of them', () =>
  withCopy(EXAMPLE, async (cwd) => {
    for (const line of ['fmt --check policies', 'lint --max-warnings 0', 'catalog check']) {
      expect(await shell(`unhardcoded ${line}`, cwd), line).toMatchObject({ code: 0 })
    }
  }))
