import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadCatalog } from '../../src/catalog/load.ts'
import { renderDiagnostics } from '../../src/cli/report/index.ts'

const FOLDER = 'fixtures/catalogs/err'

describe('the report about a faulty catalog', () => {
  test.each(readdirSync(FOLDER).filter((file) => /\.(?:yaml|json)$/.test(file)))(
    '%s',
    async (file) => {
      const source = { name: file, text: readFileSync(`${FOLDER}/${file}`, 'utf8') }
      const { value, diagnostics } = loadCatalog(source)
      expect(value).toBeUndefined()
      const report = renderDiagnostics(diagnostics, [source], { color: false, width: 100 })
      await expect(report).toMatchFileSnapshot(`../../${FOLDER}/${file.replace(/\.\w+$/, '.out')}`)
    },
  )
})
