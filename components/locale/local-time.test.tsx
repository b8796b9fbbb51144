import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { LocalTime } from "./local-time";
import { ReaderLocale } from "./reader-locale";

const AT = Date.UTC(2025, 7, 5, 9, 3, 7);

it("the server writes a time in UTC and says so, as the reader's locale has it", () => {
  const markup = renderToStaticMarkup(
    <ReaderLocale locale="de">
      <LocalTime at={AT} kind="second" className="tabular-nums" />
    </ReaderLocale>,
  );
  expect(markup).toBe('<time dateTime="2025-08-05T09:03:07.000Z" class="tabular-nums">05.08.2025, 09:03:07 UTC</time>');
});

it("without anybody who says for which locale, it is English", () => {
  expect(renderToStaticMarkup(<LocalTime at={AT} kind="long-day" />)).toContain(">August 5, 2025 UTC<");
});
