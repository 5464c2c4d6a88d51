using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using Chart = DocumentFormat.OpenXml.Drawing.Charts;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Huimin.Platform.Documents;

/// <summary>A chart as Word draws it itself, in black and blue that copy well; its values lie in the file.</summary>
internal static class WordChart
{
    private const long EmuOfTwip = 635;
    private const string Blue = "1F5FA8";
    private const string Ink = "404040";
    private const string NumberFormat = "#,##0.##";

    /// <param name="number">Of the chart in the document, from 1.</param>
    public static void AppendTo(Word.Body body, DocumentChart chart, MainDocumentPart main, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"rChart{number}");
        main.AddNewPart<ChartPart>(id).ChartSpace = SpaceOf(chart);
        var drawing = new Word.Paragraph(
            new Word.ParagraphProperties(new Word.ParagraphStyleId { Val = WordStyles.Cell }, new Word.KeepNext(), new Word.Justification { Val = Word.JustificationValues.Center }),
            new Word.Run(new Word.Drawing(Inline(chart, id, number))));
        body.Append(drawing, WordBody.Paragraph(WordStyles.Caption, PlainText.Line(chart.Caption)));
    }

    private static Inline Inline(DocumentChart chart, string id, int number)
    {
        var width = WordPage.TextWidth * EmuOfTwip;
        var height = chart.Shape == ChartShape.Line ? width * 45 / 100 : width * Math.Clamp(16 + (4 * chart.Values.Count), 36, 120) / 100;
        var caption = PlainText.Line(chart.Caption);
        return new Inline(
            new Extent { Cx = width, Cy = height },
            new EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
            new DocProperties { Id = (uint)number, Name = caption, Description = caption },
            new DocumentFormat.OpenXml.Drawing.Wordprocessing.NonVisualGraphicFrameDrawingProperties(),
            new Graphic(new GraphicData(new ChartReference { Id = id }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" }))
        {
            DistanceFromTop = 0,
            DistanceFromBottom = 0,
            DistanceFromLeft = 0,
            DistanceFromRight = 0,
        };
    }

    private static ChartSpace SpaceOf(DocumentChart chart)
    {
        var (series, isLine) = (chart.Shape == ChartShape.Line ? Line(chart) : (OpenXmlCompositeElement)Bars(chart), chart.Shape == ChartShape.Line);
        return new ChartSpace(
            new RoundedCorners { Val = false },
            new Chart.Chart(
                new AutoTitleDeleted { Val = true },
                new PlotArea(new Layout(), series, CategoryAxis(isLine), ValueAxis(isLine)),
                new PlotVisibleOnly { Val = true },
                new DisplayBlanksAs { Val = DisplayBlanksAsValues.Gap }),
            TextOf(1000));
    }

    private static LineChart Line(DocumentChart chart) => new(
        new Grouping { Val = GroupingValues.Standard },
        new VaryColors { Val = false },
        new LineChartSeries(
            new Chart.Index { Val = 0 },
            new Order { Val = 0 },
            Name(chart),
            new ChartShapeProperties(new Outline(new SolidFill(new RgbColorModelHex { Val = Blue })) { Width = 22_225 }),
            new Marker(new Symbol { Val = MarkerStyleValues.Circle }, new Size { Val = 5 }, new ChartShapeProperties(new SolidFill(new RgbColorModelHex { Val = Blue }), new Outline(new NoFill()))),
            Labels(chart),
            Categories(chart),
            Values(chart),
            new Smooth { Val = false }),
        new ShowMarker { Val = true },
        new AxisId { Val = 1 },
        new AxisId { Val = 2 });

    private static BarChart Bars(DocumentChart chart) => new(
        new BarDirection { Val = BarDirectionValues.Bar },
        new BarGrouping { Val = BarGroupingValues.Clustered },
        new VaryColors { Val = false },
        new BarChartSeries(
            new Chart.Index { Val = 0 },
            new Order { Val = 0 },
            Name(chart),
            new ChartShapeProperties(new SolidFill(new RgbColorModelHex { Val = Blue })),
            new InvertIfNegative { Val = false },
            Labels(chart),
            Categories(chart),
            Values(chart)),
        new GapWidth { Val = 60 },
        new AxisId { Val = 1 },
        new AxisId { Val = 2 });

    private static SeriesText Name(DocumentChart chart) => new(new NumericValue(PlainText.Line(chart.Caption)));

    private static DataLabels Labels(DocumentChart chart) => new(
        new Chart.NumberingFormat { FormatCode = NumberFormat, SourceLinked = false },
        new ChartShapeProperties(new NoFill(), new Outline(new NoFill())),
        TextOf(900),
        new DataLabelPosition { Val = chart.Shape == ChartShape.Line ? DataLabelPositionValues.Top : DataLabelPositionValues.OutsideEnd },
        new ShowLegendKey { Val = false },
        new ShowValue { Val = true },
        new ShowCategoryName { Val = false },
        new ShowSeriesName { Val = false },
        new ShowPercent { Val = false },
        new ShowBubbleSize { Val = false });

    private static CategoryAxisData Categories(DocumentChart chart)
    {
        var points = new StringLiteral(new PointCount { Val = (uint)chart.Values.Count });
        foreach (var (i, value) in chart.Values.Index())
            points.Append(new StringPoint(new NumericValue(PlainText.Line(value.Label))) { Index = (uint)i });
        return new CategoryAxisData(points);
    }

    private static Chart.Values Values(DocumentChart chart)
    {
        var points = new NumberLiteral(new FormatCode(NumberFormat), new PointCount { Val = (uint)chart.Values.Count });
        foreach (var (i, value) in chart.Values.Index())
        {
            if (value.Value is { } known)
                points.Append(new NumericPoint(new NumericValue(known.ToString(CultureInfo.InvariantCulture))) { Index = (uint)i });
        }

        return new Chart.Values(points);
    }

    /// <summary>Bars stand in the order of the list, the first on top.</summary>
    private static CategoryAxis CategoryAxis(bool isLine) => new(
        new AxisId { Val = 1 },
        new Scaling(new Orientation { Val = isLine ? OrientationValues.MinMax : OrientationValues.MaxMin }),
        new Delete { Val = false },
        new AxisPosition { Val = isLine ? AxisPositionValues.Bottom : AxisPositionValues.Left },
        new MajorTickMark { Val = TickMarkValues.None },
        new MinorTickMark { Val = TickMarkValues.None },
        new TickLabelPosition { Val = TickLabelPositionValues.Low },
        TextOf(900),
        new CrossingAxis { Val = 2 },
        new Crosses { Val = CrossesValues.AutoZero });

    private static ValueAxis ValueAxis(bool isLine) => new(
        new AxisId { Val = 2 },
        new Scaling(new Orientation { Val = OrientationValues.MinMax }),
        new Delete { Val = !isLine },
        new AxisPosition { Val = isLine ? AxisPositionValues.Left : AxisPositionValues.Bottom },
        new Chart.NumberingFormat { FormatCode = NumberFormat, SourceLinked = false },
        new MajorTickMark { Val = TickMarkValues.None },
        new MinorTickMark { Val = TickMarkValues.None },
        new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
        TextOf(900),
        new CrossingAxis { Val = 1 },
        new Crosses { Val = CrossesValues.AutoZero });

    /// <param name="size">In hundredths of a point.</param>
    private static TextProperties TextOf(int size) => new(
        new BodyProperties(),
        new ListStyle(),
        new Paragraph(new ParagraphProperties(new DefaultRunProperties(new SolidFill(new RgbColorModelHex { Val = Ink })) { FontSize = size }), new EndParagraphRunProperties { Language = "zh-CN" }));
}
