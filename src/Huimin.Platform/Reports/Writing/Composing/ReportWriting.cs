using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Language;

namespace Huimin.Platform.Reports.Writing.Composing;

/// <summary>One report being written: first what it needs is gathered, then it is written from the answers.</summary>
internal sealed class ReportWriting(ReportSetting setting, IndicatorLibrary library, LedgerAnswers answers)
{
    private readonly List<WrittenFigure> figures = [];
    private readonly List<OmittedWords> omitted = [];

    /// <summary>Names every figure that the template needs.</summary>
    /// <exception cref="CannotRunException">It names a place that is not there.</exception>
    public void Plan(ReportTemplate template)
    {
        foreach (var binding in template.Blocks.OfType<TemplateText>().SelectMany(t => t.Pieces).Concat(template.Title).Select(p => p.Binding).OfType<Binding>())
        {
            if (binding.Indicator is not { } indicator)
                continue;
            var (place, period) = (PlaceOf(binding), binding.In(setting.Period));
            if (binding.IsComparison)
                answers.WantCompared(indicator.Code, place, period);
            else
                answers.Want(indicator.Code, place, period);
        }

        foreach (var table in template.Blocks.OfType<TemplateTable>())
            new TableWriting(setting, library, answers, Add).Plan(table);
        foreach (var drawing in template.Blocks.OfType<TemplateDrawing>())
        {
            foreach (var (_, region, period) in Points(drawing))
                answers.Want(drawing.Of.Indicator!.Code, region, period);
        }
    }

    public ComposedReport Write(ReportTemplate template)
    {
        var title = Pieces(template.Title);
        // Where all of a paragraph was left out, so is the paragraph.
        var blocks = template.Blocks.Select(Block).Where(b => b is not TextBlock { Pieces.Count: 0 }).ToList();
        return new ComposedReport
        {
            Region = setting.Region.Value,
            Place = setting.Place,
            Period = setting.Period.ToString(),
            Office = setting.Office,
            Date = setting.Today,
            Title = title,
            Addressee = template.Addressee,
            Blocks = blocks,
            Figures = figures,
            Omitted = omitted,
        };
    }

    private ReportBlock Block(TemplateBlock block) => block switch
    {
        TemplateText text => new TextBlock(text.Level, Pieces(text.Pieces)),
        TemplateTable table => new TableWriting(setting, library, answers, Add).Write(table),
        TemplateDrawing drawing => Draw(drawing),
        _ => throw new InvalidOperationException(block.GetType().Name),
    };

    private List<ReportPiece> Pieces(IReadOnlyList<TemplatePiece> pieces)
    {
        var written = new List<ReportPiece>();
        foreach (var group in pieces.GroupBy(p => p.Optional ?? -p.Start))
        {
            if (group.First().Optional is not null && group.Select(p => p.Binding).OfType<Binding>().Where(b => b.Word is null).Select(Figure).FirstOrDefault(f => f.Origin == FigureOrigin.Missing) is { } missing)
                omitted.Add(new OmittedWords(string.Concat(group.Select(p => p.Words)), missing.Why, missing.WhyEn));
            else
                written.AddRange(group.Select(Piece));
        }

        return written;
    }

    private ReportPiece Piece(TemplatePiece piece)
    {
        if (piece.Binding is not { } binding)
            return new ReportPiece(piece.Words, null, piece.Start, piece.Words.Length);
        if (binding.Word is { } word)
            return new ReportPiece(ReportLanguage.Word(word, setting), null, piece.Start, piece.Words.Length);
        var figure = Figure(binding) with { IsInText = true };
        return new ReportPiece(figure.Written, Add(figure), piece.Start, piece.Words.Length);
    }

    private int Add(WrittenFigure figure)
    {
        figures.Add(figure);
        return figures.Count - 1;
    }

    private WrittenFigure Figure(Binding binding)
    {
        if (binding.Indicator is not { } indicator)
        {
            return new WrittenFigure
            {
                Origin = FigureOrigin.Typed,
                Code = "",
                Name = "",
                NameEn = "",
                Region = setting.Region.Value,
                Period = setting.Period.ToString(),
                Form = FigureForm.House,
                Written = binding.Typed!,
                Reason = binding.Reason,
            };
        }

        var (place, period) = (PlaceOf(binding), binding.In(setting.Period));
        var written = binding.IsComparison ? Compared(indicator, binding, answers.Comparison(indicator.Code, place, period)) : Told(indicator, binding, answers[indicator.Code, place, period]);
        return binding.Typed is { } typed
            ? written with { Origin = FigureOrigin.Edited, Written = typed, Reason = binding.Reason }
            : written;
    }

    private static WrittenFigure Told(ListedIndicator indicator, Binding binding, LedgerFigure found)
    {
        var figure = Of(indicator, found) with { Form = binding.Form };
        if (found.Value is { } value)
            return figure with { Written = FigurePhrase.Of(value, indicator, binding) };
        // A standard that differs between town and country, or kinds, is told with what each is for.
        return found.IsKnown && found.Variants.Count is > 0 and <= 4 && found.Variants.All(v => v.Name.Length > 0)
            ? figure with { Origin = FigureOrigin.Ledger, Written = string.Join('、', found.Variants.Select(v => v.Name + FigurePhrase.Of(v.Value, indicator, binding))) }
            : figure;
    }

    private static WrittenFigure Compared(ListedIndicator indicator, Binding binding, FigureComparison found)
    {
        var figure = Of(indicator, found.Now) with { Form = binding.Form };
        if (found.Now.Value is not { } now)
            return figure;
        if (binding.Form == FigureForm.OfTarget)
        {
            return found is { OfTarget: { } reached, Target: { } target }
                ? figure with { Written = FigurePhrase.OfTarget(reached, target.To.DayNumber - target.From.DayNumber > 360), Value = reached, Unit = "percent" }
                : Lacking(figure, $"没有填报这个指标的目标。");
        }

        var sinceYear = binding.Form == FigureForm.YearOnYear;
        var (then, changes) = sinceYear ? (found.YearBefore, found.ChangesSinceYearBefore) : (found.Before, found.ChangesSinceBefore);
        if (then.Value is not { } before)
            return Lacking(figure, $"缺{then.Period}的数字：{then.Why ?? Differs()}");
        if (changes.Count > 0)
            return Lacking(figure, $"口径自{changes[^1]}起改变，前后不可比。");
        return FigurePhrase.Change(now, before, indicator.Line.Unit, sinceYear) is { } change
            ? figure with { Written = change.Words, Value = change.Change, Unit = "percent" }
            : Lacking(figure, $"{then.Period}是零，不能算增幅。");
    }

    private static FormattableString Differs() => $"各地或者各类不同，没有单一数值";

    private static WrittenFigure Lacking(WrittenFigure figure, FormattableString why) =>
        figure with { Origin = FigureOrigin.Missing, Written = ReportLanguage.Missing(figure.Name), Value = null, Why = Texts.In(false, why), WhyEn = Texts.In(true, why) };

    /// <summary>A figure of the ledger; one without a value is missing.</summary>
    internal static WrittenFigure Of(ListedIndicator indicator, LedgerFigure found)
    {
        var figure = new WrittenFigure
        {
            Origin = found.Value is null ? FigureOrigin.Missing : FigureOrigin.Ledger,
            Code = indicator.Code,
            Name = indicator.Line.Chinese,
            NameEn = indicator.Line.English,
            Region = found.Region,
            Period = found.Period.ToString(),
            Form = FigureForm.Exact,
            Written = ReportLanguage.Missing(indicator.Line.Chinese),
            Unit = indicator.Line.Unit,
            Value = found.Value,
            Kind = found.Kind,
            AsOf = found.AsOf,
            Path = LedgerPaths.Of(found),
        };
        return found.Value is null && (found.Why ?? Differs()) is { } why ? figure with { Why = Texts.In(false, why), WhyEn = Texts.In(true, why) } : figure;
    }

    private DrawingBlock Draw(TemplateDrawing drawing)
    {
        var indicator = drawing.Of.Indicator!;
        var values = new List<DrawnValue>();
        foreach (var (label, region, period) in Points(drawing))
        {
            var found = answers[indicator.Code, region, period];
            var figure = Of(indicator, found);
            var number = Add(figure with { IsDrawn = true, Written = found.Value is { } known ? FigurePhrase.Cell(known, indicator.Line) : "—" });
            values.Add(new DrawnValue(label, region, number, found.Value is { } value ? InDrawing(value, indicator) : null));
        }

        var caption = drawing.Caption.Length > 0 ? drawing.Caption : $"{ReportLanguage.Of(drawing.Of.In(setting.Period))}{indicator.Line.Chinese}";
        return new DrawingBlock(drawing.Kind, caption, indicator.Code, FigurePhrase.TableUnit(indicator.Line), values);
    }

    private static decimal InDrawing(decimal value, ListedIndicator indicator) => indicator.Line.Unit switch
    {
        "percent" => value * 100,
        "permille" => value * 1000,
        _ => FigurePhrase.InTable(value, indicator.Line),
    };

    /// <summary>The points of a drawing: months that have begun, or the divisions below.</summary>
    private IEnumerable<(string Label, long Region, Period Period)> Points(TemplateDrawing drawing)
    {
        var period = drawing.Of.In(setting.Period);
        if (drawing.Kind != DrawingKind.Trend)
            return setting.Below.Select(r => (PlaceNames.Short(r.Name), r.Code, period));
        var last = Huimin.Policies.Month.Of(period.Until(setting.Today).End);
        return Enumerable.Range(0, drawing.Months).Select(i => last.AddMonths(i - drawing.Months + 1)).Select(m => (ReportLanguage.Of(Period.Of(m)), setting.Region.Value, Period.Of(m)));
    }

    private long PlaceOf(Binding binding)
    {
        if (binding.Place is not { } name)
            return setting.Region.Value;
        return setting.Find(name) ?? throw new CannotRunException($"{setting.Place}里没有“{name}”，或者不止一个；请核对地名，或者写区划代码。");
    }
}
