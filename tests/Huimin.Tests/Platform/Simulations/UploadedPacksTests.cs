using System.IO.Compression;
using System.Text;
using Huimin.Platform;
using Huimin.Platform.Simulations;
using Huimin.Policies;

namespace Huimin.Tests.Platform.Simulations;

public sealed class UploadedPacksTests
{
    private static readonly PolicyPack Pack = TestPolicies.Linyi;
    private static readonly string Dibao = Pack.Files["linyi/dibao.yaml"];

    [Fact]
    public void Accept_OneProgramme_TakesItsPlaceInTheCitysLayer()
    {
        var uploads = new UploadedPacks();
        var read = uploads.Accept("dibao (1).yaml", Text(Dibao.Replace("urban: 600", "urban: 700", StringComparison.Ordinal)), Pack).Pack!;
        read.Files["linyi/dibao.yaml"].ShouldContain("urban: 700");
        read.Files["national/dibao.yaml"].ShouldBe(Pack.Files["national/dibao.yaml"]);
        uploads.Find(UploadedPacks.Key(read)).ShouldBeSameAs(read);
        uploads.Find("0000000000000000").ShouldBeNull();
    }

    [Fact]
    public void Accept_StatedProgramme_TakesThePlaceOfTheTextThatStatesIt()
    {
        var changed = Pack.Files["national/dibao.yaml"].Replace("value: per_head < standard", "value: per_head <= standard", StringComparison.Ordinal);
        changed.ShouldNotBe(Pack.Files["national/dibao.yaml"]);
        var read = new UploadedPacks().Accept("x.yml", Text(changed), Pack).Pack!;
        read.Files["national/dibao.yaml"].ShouldBe(changed);
        read.Files["linyi/dibao.yaml"].ShouldBe(Dibao);
    }

    [Fact]
    public void Accept_ZipOfALayer_ReplacesItWholeWhenItHasItsLayerFile()
    {
        var layer = Pack.Files.Where(f => f.Key.StartsWith("linyi/", StringComparison.Ordinal)).ToDictionary();
        var some = layer.Where(f => !f.Key.EndsWith("/tekun.yaml", StringComparison.Ordinal)).ToDictionary(f => $"upload/{f.Key}", f => f.Value);
        var whole = new UploadedPacks().Accept("linyi.zip", Zip(some), Pack);
        (whole.Pack?.Files.ContainsKey("linyi/tekun.yaml") ?? false).ShouldBeFalse();
        var only = new UploadedPacks().Accept("linyi.zip", Zip(new() { ["dibao.yaml"] = Dibao.Replace("urban: 600", "urban: 700", StringComparison.Ordinal) }), Pack).Pack!;
        only.Files.Keys.ShouldContain("linyi/tekun.yaml");
        Pack.ReachedBy(only).ShouldContain("dibao");
    }

    [Fact]
    public void Accept_PoliciesWithErrors_ListsThemWithLineAndColumn()
    {
        var uploads = new UploadedPacks();
        var reading = uploads.Accept("dibao.yaml", Text(Pack.Files["national/dibao.yaml"].Replace("value: per_head < standard", "value: per_head < standrad", StringComparison.Ordinal)), Pack);
        reading.Pack.ShouldBeNull();
        var error = reading.Errors.First(e => e.Message.Contains("standrad", StringComparison.Ordinal));
        error.File.ShouldEndWith("national/dibao.yaml");
        error.Line.ShouldBeGreaterThan(1);
        error.Column.ShouldBeGreaterThan(1);
    }

    public static TheoryData<string, byte[], string> NotPacks => new()
    {
        { "dibao.yaml", [], "文件是空的" },
        { "家庭.docx", Zip(new() { ["word/document.xml"] = "<x/>" }), "这不是政策包" },
        { "家庭.zip", Zip(new() { ["word/document.xml"] = "<x/>" }), "不是政策包：里面有 word/document.xml" },
        { "zip.yaml", Zip(new() { ["dibao.yaml"] = Dibao }), "内容不是 .yaml" },
        { "yaml.zip", Text(Dibao), "内容不是 .zip" },
        { "photo.png", [0x89, 0x50, 0x4E, 0x47], "这不是政策包" },
        { "notes.yaml", Text("just: a note\n"), "没有“programme: 代号”一行" },
        { "gb.yaml", [0x70, 0xC4, 0xE3, 0xBA, 0xC3], "不是 UTF-8" },
        { "broken.zip", [.. "PK\u0003\u0004"u8, 1, 2, 3, 4, 5, 6, 7], "压缩包已损坏" },
        { "empty.zip", Zip([]), "没有 .yaml" },
        { "up.zip", Zip(new() { ["../../linyi/dibao.yaml"] = "programme: dibao\n" }), "指向包外" },
        { "abs.zip", Zip(new() { ["/etc/dibao.yaml"] = "programme: dibao\n" }), "指向包外" },
        { "win.zip", Zip(new() { ["..\\dibao.yaml"] = "programme: dibao\n" }), "指向包外" },
        { "drive.zip", Zip(new() { ["C:/dibao.yaml"] = "programme: dibao\n" }), "指向包外" },
        { "twice.zip", Zip(new() { ["a/dibao.yaml"] = "programme: dibao\n", ["b/dibao.yaml"] = "programme: dibao\n" }), "两个" },
        { "facts.zip", Zip(new() { ["facts.yaml"] = "facts: {}\n" }), "不能换信息目录" },
        { "many.zip", Zip(Enumerable.Range(0, 301).ToDictionary(i => $"p{i}.yaml", i => $"programme: p{i}\n")), "最多300个" },
        { "bomb.zip", Zip(new() { ["dibao.yaml"] = "programme: dibao\n" + new string(' ', 3_000_000) }), "超过1MB" },
        { "large.zip", Zip(Enumerable.Range(0, 25).ToDictionary(i => $"p{i}.yaml", i => $"programme: p{i}\n" + Lines(900_000))), "解开后超过20MB" },
        { "large.yaml", new byte[UploadedPacks.MostBytes + 1], "文件超过4MB" },
    };

    [Theory, MemberData(nameof(NotPacks))]
    public void Accept_WhatIsNoPack_IsRefusedInOneSentence(string name, byte[] content, string expected)
    {
        var refusal = Should.Throw<CannotRunException>(() => new UploadedPacks().Accept(name, content, Pack));
        refusal.In(english: false).ShouldContain(expected);
    }

    /// <summary>Text that is packed to about a twentieth.</summary>
    private static string Lines(int length) =>
        string.Concat(Enumerable.Range(0, length / 120).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"# {i * 7919L,20}{new string('=', 97)}\n")));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Zip(Dictionary<string, string> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Text(text));
            }
        }

        return stream.ToArray();
    }
}
