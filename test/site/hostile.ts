/** A text that tries to be more than a text: a tag, an attribute, an expression, a link, a paragraph of its own that begins anew as Markdown. */
export const HOSTILE = `<script>alert(1)</script> "' onload="alert(2)" &lt; {alert(3)} \${alert(4)} [x](javascript:alert(5)) \`

# [y](javascript:alert(6)) {#evil}

<img src=x onerror=alert(7)>\r\r![z](javascript:alert(8)) *a* <!-- </p></td></dd> -->`;
