using System.Globalization;
using System.Text.Encodings.Web;
using Huimin.Policies;
using Microsoft.AspNetCore.Components;

namespace Huimin.Platform.Ui;

/// <summary>
/// The <see cref="Texts"/> of a page in the language of its reader, with dates, months and amounts in words.
/// </summary>
public sealed class Words(Preferences preferences)
{
    public bool English => preferences.English;

    /// <summary>Value of the <c>lang</c> attribute.</summary>
    public string Language => English ? "en" : "zh-CN";

    public string this[string chinese] => Texts.Find(English, chinese);

    public string this[string chinese, params object?[] values]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(values);
            return string.Format(CultureInfo.InvariantCulture, Texts.Form(English, chinese, values), [.. values.Select(Plain)]);
        }
    }

    /// <summary>A sentence whose values stand out: numbers in bold, and in English, Chinese names marked as Chinese for screen readers.</summary>
    public MarkupString Rich(string chinese, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new MarkupString(string.Format(CultureInfo.InvariantCulture, Encoder.Encode(Texts.Form(English, chinese, values)), [.. values.Select(Marked)]));
    }

    /// <summary>A reason or other text of the program, its days and months written as pages write them.</summary>
    public string Say(FormattableString text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = text.GetArguments();
        return values.Any(v => v is DateOnly or Policies.Month)
            ? Texts.In(English, System.Runtime.CompilerServices.FormattableStringFactory.Create(text.Format, [.. values.Select(v => v is DateOnly day ? Date(day) : v is Policies.Month month ? Month(month) : v)]))
            : Texts.In(English, text);
    }

    /// <summary>A link inside a <see cref="Rich"/> sentence.</summary>
    public static MarkupString Link(string href, string text) =>
        new($"<a href=\"{Encoder.Encode(href)}\">{Encoder.Encode(text)}</a>");

    /// <summary>A text of the policies or of the data that exists in both languages.</summary>
    public string Pick(string chinese, string english) => English && english.Length > 0 ? english : chinese;

    /// <summary>Data that exists only in Chinese (names of people and places), marked so on an English page.</summary>
    public MarkupString Name(string? chinese) => new(MarkChinese(chinese ?? ""));

    /// <summary>2026年11月21日.</summary>
    public string Date(DateOnly day) => English
        ? day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
        : $"{day.Year}年{day.Month}月{day.Day}日";

    /// <summary>2026年11月21日02:00, in the zone of the program's machine.</summary>
    public string Moment(DateTime utc) => LocalMoment(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.Local));

    /// <summary>Likewise what somebody read from the clock.</summary>
    public string LocalMoment(DateTime local) => $"{Date(DateOnly.FromDateTime(local))} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>2026年11月.</summary>
    public string Month(Month month) => English
        ? month.FirstDay.ToString("MMMM yyyy", CultureInfo.InvariantCulture)
        : $"{month.Year}年{month.Number}月";

    /// <summary>11月, where the year is plain from the page.</summary>
    public string ShortMonth(Month month) => English ? month.FirstDay.ToString("MMMM", CultureInfo.InvariantCulture) : $"{month.Number}月";

    /// <summary>1,170.00元.</summary>
    public string Amount(Money money) => English
        ? $"{(money.Fen < 0 ? "−" : "")}¥{new Money(Math.Abs(money.Fen)).ToDisplay()}"
        : $"{Signed(money)}元";

    /// <summary>The number alone, for columns whose heading names the unit.</summary>
    public static string Signed(Money money) => money.ToDisplay().Replace('-', '−');

    /// <summary>A sum of millions in the unit that people say, number and unit apart: 2.146 and 亿元.</summary>
    public (string Number, string Unit) BigAmount(Money money)
    {
        var yuan = money.Yuan;
        if (English)
        {
            return yuan >= 1_000_000m
                ? ("¥" + (yuan / 1_000_000m).ToString("#,##0.##", CultureInfo.InvariantCulture), "million")
                : ("¥" + yuan.ToString("#,##0", CultureInfo.InvariantCulture), "");
        }

        return yuan switch
        {
            >= 100_000_000m => ((yuan / 100_000_000m).ToString("#,##0.###", CultureInfo.InvariantCulture), "亿元"),
            >= 10_000m => ((yuan / 10_000m).ToString("#,##0.##", CultureInfo.InvariantCulture), "万元"),
            _ => (money.ToDisplay(), "元"),
        };
    }

    /// <summary>A count in a sentence: 3,760, and from a hundred thousand on 18.79万.</summary>
    public string Count(long count) => !English && count >= 100_000
        ? (count / 10_000m).ToString("#,##0.##", CultureInfo.InvariantCulture) + "万"
        : count.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>A count in a column.</summary>
    public static string Number(long count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>A change with its sign: +12, −12, 0.</summary>
    public static string Change(long change) => change.ToString("+#,##0;−#,##0;0", CultureInfo.InvariantCulture);

    private string Plain(object? value) => value switch
    {
        int number => Number(number),
        long number => Number(number),
        Money money => Amount(money),
        Month month => Month(month),
        DateOnly day => Date(day),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private string Marked(object? value) => value switch
    {
        MarkupString markup => markup.Value,
        string text => MarkChinese(text),
        _ => $"<b>{Encoder.Encode(Plain(value))}</b>",
    };

    private string MarkChinese(string text)
    {
        var encoded = Encoder.Encode(text);
        return English && text.Any(IsChinese) ? $"<span lang=\"zh-CN\">{encoded}</span>" : encoded;
    }

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    private static bool IsChinese(char c) => c is >= '⺀' and <= '鿿' or >= '豈' and <= '﫿' || char.IsSurrogate(c);
}
