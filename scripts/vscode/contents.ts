import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const FOLDER = 'editors/vscode'

/**
 * The files of the packed extension by their paths in the archive, in order: two that say what it
 * is, as the format of VSIX asks, and the extension with everything it needs in one file.
 */
export async function contents(): Promise<ReadonlyMap<string, Uint8Array>> {
  const manifest = await readFile(join(FOLDER, 'package.json'), 'utf8')
  return new Map<string, Uint8Array>([
    ['[Content_Types].xml', Buffer.from(CONTENT_TYPES)],
    ['extension.vsixmanifest', Buffer.from(vsixManifest(JSON.parse(manifest)))],
    ['extension/LICENSE.txt', await readFile('LICENSE')],
    ['extension/README.md', await readFile(join(FOLDER, 'README.md'))],
    ['extension/extension.cjs', await bundle()],
    [
      'extension/language-configuration.json',
      await readFile(join(FOLDER, 'language-configuration.json')),
    ],
    ['extension/package.json', Buffer.from(manifest)],
    [
      'extension/unhardcoded.tmLanguage.json',
      await readFile('grammar/unhardcoded.tmLanguage.json'),
    ],
  ])
}

/** The editor loads CommonJS, and has the module `vscode` for it. */
async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, 'extension.js')],
    bundle: true,
    write: false,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    legalComments: 'inline',
    logLevel: 'warning',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('the bundler wrote nothing')
  return file.contents
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json"/><Default Extension=".vsixmanifest" ContentType="text/xml"/><Default Extension=".cjs" ContentType="application/javascript"/><Default Extension=".md" ContentType="text/markdown"/><Default Extension=".txt" ContentType="text/plain"/></Types>
`

interface Manifest {
  readonly name: string
  readonly displayName: string
  readonly description: string
  readonly version: string
  readonly publisher: string
  readonly categories: readonly string[]
  readonly engines: { readonly vscode: string }
}

function vsixManifest(manifest: Manifest): string {
  const { name, displayName, description, version, publisher, categories, engines } = manifest
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${escaped(name)}" Version="${escaped(version)}" Publisher="${escaped(publisher)}"/>
    <DisplayName>${escaped(displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <Tags>uh,__ext_uh</Tags>
    <Categories>${escaped(categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escaped(engines.vscode)}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
      <Property Id="Microsoft.VisualStudio.Code.ExecutesCode" Value="true"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
