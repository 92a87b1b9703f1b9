declare module '*.zh-CN.md' {
  const guide: import('../../../build/guides.ts').Guide
  export default guide
}
