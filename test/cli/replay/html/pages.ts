import { pathToFileURL } from 'node:url'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as launcher, type Page } from 'playwright-core'

export async function openBrowser(): Promise<Browser> {
  return launcher.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--no-first-run', '--disable-background-networking', '--disable-sync'],
    headless: true,
  })
}

/** A page, and everything that it complained of or asked for but itself. */
export interface Watched {
  readonly page: Page
  readonly problems: readonly string[]
}

/**
 * Opens a file. The page stays open: a browser of a single process ends with the first page that
 * is closed.
 */
export async function watched(browser: Browser, path: string): Promise<Watched> {
  const page = await browser.newPage({ offline: true })
  const problems: string[] = []
  const { href } = pathToFileURL(path)
  page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('dialog', (dialog) => problems.push(`dialog: ${dialog.message()}`))
  page.on('request', (request) => {
    if (request.url() !== href) problems.push(`request: ${request.url()}`)
  })
  await page.goto(href)
  return { page, problems }
}
