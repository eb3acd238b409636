import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Serving, serving } from '../../cli/serving.ts'
import { shell } from '../../cli/shell.ts'
import { type Backend, openProject, type Project, startBackend } from './project.ts'

const QUESTION = { question: 'May I return a lamp after six weeks?' }

/** What the example does, with the package of OpenAI or what stands in for it. */
export function backendSuite(openai: string): void {
  let project: Project

  beforeAll(async () => {
    project = await openProject(openai)
    expect(await project.compile()).toBe('')
  }, 60_000)
  afterAll(() => project.remove())

  /** With a router over the sandbox, where something may fail. @returns the trace, when both ended. */
  async function withBackend(
    faults: readonly string[],
    use: (backend: Backend, router: Serving) => Promise<void>,
  ): Promise<string> {
    const router = await serving(
      ['--sandbox', '--trace', 'trace', ...faults.flatMap((fault) => ['--fault', fault])],
      { cwd: project.folder },
    )
    const backend = await startBackend(project.folder, router.url)
    try {
      await use(backend, router)
    } finally {
      await backend.end()
      await router.end()
    }
    return ''
  }

  describe('a tenant', () => {
    test.each([
      ['initech', 'free', 'openai/gpt-5-nano'],
      ['hooli', 'pro', 'openai/gpt-5-mini'],
      ['umbrella', 'enterprise', 'azure/gpt-5'],
    ])('%s is answered by the policy of the plan %s', async (tenant, plan, model) => {
      await withBackend([], async ({ ask, logged }) => {
        const response = await ask(`key-of-${tenant}`, QUESTION)
        const receipt = response.headers.get('x-receipt')
        expect(receipt).toMatch(/^\w{26}$/)
        expect(await response.text()).toMatch(/^The sandbox .*\.\n$/)
        expect(logged).toEqual([{ tenant, plan, model, receipt }])
      })
    })
  })
}
