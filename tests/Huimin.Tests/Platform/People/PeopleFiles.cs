using System.Globalization;
using System.Text;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.People;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.People;

/// <summary>A city of two villages and files of people for it.</summary>
internal static class PeopleFiles
{
    public const string Header = "household_key,region,address,hukou,name,citizen_id,sex,birth_date,relation,wage,disability_kind,financial_assets";

    public static readonly Month Month = new(2026, 11);

    private const string Regions = """
        code,level,name
        371300000000,city,临沂市
        371302000000,county,兰山区
        371302001000,township,兰山街道
        371302001001,village,东关社区
        371302001002,village,西关社区
        """;

    /// <summary>A valid number; its sequence decides the sex: odd is male.</summary>
    public static string Id(string birth, int sequence) =>
        CitizenId.Create(991302, DateOnly.ParseExact(birth, "yyyy-MM-dd", CultureInfo.InvariantCulture), sequence).ToString();

    /// <summary>Three people in two households.</summary>
    public static string Three(string wage = "1800") => $"""
        {Header}
        H1,371302001001,解放路1号,农村,张三,{Id("1980-01-01", 1)},男,1980-01-01,户主,{wage},无,"12,000.50"
        H1,371302001001,解放路1号,农村,李四,{Id("1982-02-02", 2)},,,配偶,,,
        H2,371302001002,湖东路2号,城镇,王五,,女,1950-03-03,户主,未知,视力,

        """;

    public static async Task<TestCity> CreateCityAsync(this TestDatabase test)
    {
        var city = await test.CreateAsync();
        using var errors = new RowErrors(null);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Regions));
        await new ImportRegions(city.Database, TimeProvider.System).RunAsync(file, city.Key, errors);
        return city;
    }

    public static Task<(PeopleImport Result, IReadOnlyList<RowError> Errors)> ImportAsync(this TestCity city, string text, Month? month = null) =>
        city.ImportAsync(Encoding.UTF8.GetBytes(text), month);

    public static async Task<(PeopleImport Result, IReadOnlyList<RowError> Errors)> ImportAsync(this TestCity city, byte[] bytes, Month? month = null)
    {
        using var errors = new RowErrors(null);
        using var file = new MemoryStream(bytes);
        var result = await new ImportPeople(city.Database, TestPolicies.Linyi.Facts, Clock.At(2026, 11, 21)).RunAsync(file, month ?? Month, errors);
        (result.Added + result.Changed + result.Unchanged + result.Rejected).ShouldBe(result.Rows);
        return (result, errors.First);
    }

    public static async Task<string> ExportAsync(this TestCity city, DivisionCode? region = null, string? reveal = "往返测试")
    {
        using var text = new StringWriter();
        await new ExportPeople(city.Database, TestPolicies.Linyi.Facts, Clock.At(2026, 11, 21)).RunAsync(text, region, reveal);
        return text.ToString();
    }

    public static async Task<T> ReadAsync<T>(this TestCity city, Func<AppDbContext, Task<T>> read)
    {
        await using var context = city.Database.CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(context);
    }

    public static short Fact(string code) =>
        (short)(TestPolicies.Linyi.Facts.Find(code, ofHousehold: false) ?? TestPolicies.Linyi.Facts.Find(code, ofHousehold: true)!).Id;
}

/// <summary>A clock that stands still.</summary>
internal sealed class Clock : TimeProvider
{
    private readonly DateTimeOffset now;

    private Clock(DateTimeOffset now) => this.now = now;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public static Clock At(int year, int month, int day) => new(new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => now;
}
