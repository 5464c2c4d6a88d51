using System.Globalization;
using System.Text.Json;
using Huimin.Platform;
using Huimin.Platform.Reports;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Proving;
using Huimin.Reports;

namespace Huimin.Web.Commands;

/// <summary>A figure of a report as programs read it, the same in both languages.</summary>
internal static class ReportJson
{
    public static object Of(Figure figure) => new
    {
        quote = figure.Quote,
        offset = figure.Offset,
        value = figure.Value,
        unit = figure.Unit,
        bound = Name(figure.Bound),
        indicator = figure.Indicator,
        measure = Name(figure.Measure),
        period = figure.Period is { } period ? new { start = period.Start, end = period.End } : null,
        suspect = figure.Suspect is { } doubt ? new { kind = Name(doubt.Kind), reason = Reason(doubt, figure, english: false), reason_en = Reason(doubt, figure, english: true), likely_value = doubt.LikelyValue } : null,
        confidence = figure.Confidence,
    };

    /// <summary>Why the figure cannot be true.</summary>
    public static string Reason(Doubt doubt, Figure figure, bool english) => Texts.In(english, DoubtWords.Of(doubt, figure));

    public static object Of(VerifiedReport report) => new
    {
        city = report.City,
        names_city = report.NamesCity,
        period = new { start = report.Period.Start, end = report.Period.End },
        as_of = report.AsOf,
        scale = report.Scale,
        counts = new
        {
            figures = report.Figures.Count,
            proved = report.Count(FigureStanding.Proved),
            contradicted = report.Count(FigureStanding.Contradicted),
            not_in_ledger = report.Count(FigureStanding.NotInLedger),
            doubtful = report.Count(FigureStanding.Doubtful),
        },
        figures = report.Figures.Select(f => new
        {
            quote = f.Read.Quote,
            offset = f.Read.Offset,
            status = Name(f.Standing),
            value = f.Read.Value,
            unit = f.Read.Unit,
            bound = Name(f.Read.Bound),
            indicator = f.Read.Indicator,
            period = f.Read.Period is { } period ? new { start = period.Start, end = period.End } : null,
            region = f.Region.ToString(CultureInfo.InvariantCulture),
            ledger_value = f.Value,
            ledger_kind = f.Ledger is { } ledger ? Name(ledger.Kind) : null,
            as_of = f.Value is null ? null : f.Ledger?.AsOf,
            difference = f.Difference,
            proportion = f.Proportion,
            list = f.Path,
            reason = Texts.In(false, f.Reason),
            reason_en = Texts.In(true, f.Reason),
            confidence = f.Read.Confidence,
        }),
        claims = report.Claims.Select(c => new { quote = c.Claim.Quote, offset = c.Claim.Offset, kind = Name(c.Claim.Kind), status = Name(c.Standing), share = c.Share, list = c.Path, reason = Texts.In(false, c.Reason), reason_en = Texts.In(true, c.Reason) }),
        relations = report.Relations.Select(r => new { whole = r.Whole, parts = r.Parts, offset = r.Offset, status = Name(r.Standing), reason = Texts.In(false, r.Reason), reason_en = Texts.In(true, r.Reason) }),
    };

    /// <summary>A report that was written, with every figure of it and what they say.</summary>
    public static object Of(ProvenReport proven, string file) => new
    {
        file,
        title = proven.Report.TitleText,
        region = proven.Report.Region.ToString(CultureInfo.InvariantCulture),
        period = proven.Report.Period,
        counts = new
        {
            figures = proven.Report.Figures.Count,
            in_text = proven.Marks.Count,
            proved = proven.Count(MarkStanding.Proved),
            contradicted = proven.Count(MarkStanding.Contradicted),
            doubtful = proven.Count(MarkStanding.Doubtful),
            not_in_ledger = proven.Count(MarkStanding.NotInLedger),
            missing = proven.Count(MarkStanding.Missing) + proven.MissingInTables,
        },
        figures = proven.Report.Figures.Select((f, number) => new
        {
            written = f.Written,
            indicator = f.Code.Length > 0 ? f.Code : null,
            region = f.Region.ToString(CultureInfo.InvariantCulture),
            period = f.Period,
            value = f.Value,
            unit = f.Unit,
            origin = Name(f.Origin),
            form = Name(f.Form),
            ledger_kind = Name(f.Kind),
            offset = proven.Marks.FirstOrDefault(m => m.Figure == number)?.Start,
            status = proven.Marks.FirstOrDefault(m => m.Figure == number) is { } mark ? Name(mark.Standing) : f.Origin == FigureOrigin.Missing ? Name(MarkStanding.Missing) : Name(MarkStanding.Proved),
            why = f.Why.Length > 0 ? f.Why : null,
            list = f.Path,
        }),
        typed = proven.Marks.Where(m => m.Figure is null).Select(m => new { quote = m.Quote, offset = m.Start, status = Name(m.Standing), ledger_value = m.Ledger, reason = Texts.In(false, m.Reason), reason_en = Texts.In(true, m.Reason) }),
        left_out = proven.Report.Omitted.Select(o => new { words = o.Words, why = o.Why, why_en = o.WhyEn }),
        checks = proven.Report.Blocks.OfType<TableBlock>().SelectMany(t => t.Checks).Select(c => new { good = c.IsGood, text = c.Text, text_en = c.TextEn }),
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
