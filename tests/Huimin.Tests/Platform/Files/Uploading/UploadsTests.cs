using System.IO.Compression;
using System.Text;
using Huimin.Platform;
using Huimin.Platform.Files.Uploading;

namespace Huimin.Tests.Platform.Files.Uploading;

public sealed class UploadsTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
    private static readonly byte[] Program = [(byte)'M', (byte)'Z', 0x90, 0, 3, 0, 0, 0];

    private static UploadRule Rule => new(1_000_000, Otherwise(), ".yaml", ".zip", ".pdf", ".png", ".jpg", ".docx")
    {
        Zip = new ZipRule(MostFiles: 5, MostFileBytes: 500_000, MostBytes: 900_000, NotInside, ".yaml"),
    };

    public static TheoryData<string, byte[], FileKind> Kinds => new()
    {
        { "a.yaml", "programme: x\n"u8.ToArray(), FileKind.Text },
        { "政策.YAML", "programme: 低保\n"u8.ToArray(), FileKind.Text },
        { "a.pdf", "%PDF-1.7\n"u8.ToArray(), FileKind.Pdf },
        { "a.png", Png, FileKind.Png },
        { "a.jpg", Jpeg, FileKind.Jpeg },
        { "a.zip", Zip(("a.yaml", "x: 1")), FileKind.Zip },
        { "a.docx", Zip(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")), FileKind.Office },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Check_ContentAsItsNameSays_IsTaken(string name, byte[] content, FileKind kind) => Uploads.Check(name, content, Rule).Kind.ShouldBe(kind);

    public static TheoryData<string, byte[], string> Lies => new()
    {
        { "a.png", "<script>alert(1)</script>"u8.ToArray(), "内容不是 .png" },
        { "a.png", Jpeg, "内容不是 .png" },
        { "a.jpg", Program, "内容不是 .jpg" },
        { "a.pdf", Zip(("a.yaml", "x")), "内容不是 .pdf" },
        { "a.docx", Zip(("a.yaml", "x")), "内容不是 .docx" },
        { "a.zip", Zip(("[Content_Types].xml", "<x/>")), "内容不是 .zip" },
        { "a.yaml", Program, "内容不是 .yaml" },
        { "a.yaml", [(byte)'a', 0, (byte)'b'], "内容不是 .yaml" },
        { "a.exe", Program, "请另选" },
        { "a.html", "<p>"u8.ToArray(), "请另选" },
        { "a.svg", "<svg onload='alert(1)'/>"u8.ToArray(), "请另选" },
        { "a.yaml.exe", "x"u8.ToArray(), "请另选" },
        { "yaml", "x"u8.ToArray(), "请另选" },
        { "", "x"u8.ToArray(), "请另选" },
        { "a.yaml", [], "文件是空的" },
        { "a.yaml", new byte[1_000_001], "文件超过1MB" },
    };

    [Theory, MemberData(nameof(Lies))]
    public void Check_WhatIsNotTaken_IsRefusedInWords(string name, byte[] content, string expected) =>
        Should.Throw<CannotRunException>(() => Uploads.Check(name, content, Rule)).In(english: false).ShouldContain(expected);

    [Theory]
    [InlineData("../../etc/a.yaml", "a.yaml")]
    [InlineData("C:\\Users\\甲\\a.yaml", "a.yaml")]
    [InlineData("a\r\nSet-Cookie: x.yaml", "aSet-Cookie: x.yaml")]
    [InlineData("a\u202Elmay.yaml", "almay.yaml")]
    public void Check_Name_IsWithoutPathAndDeceit(string name, string expected) => Uploads.Check(name, "x"u8.ToArray(), Rule).Name.ShouldBe(expected);

    [Fact]
    public void Check_LongName_KeepsItsEnding()
    {
        var name = Uploads.Check(new string('长', 5_000) + ".yaml", "x"u8.ToArray(), Rule).Name;
        name.Length.ShouldBe(100);
        name.ShouldEndWith(".yaml");
    }

    [Fact]
    public void Unpack_Archive_GivesItsFilesWithoutWhatSystemsAdd()
    {
        var files = Unpack(("linyi/dibao.yaml", "x: 1"), ("__MACOSX/linyi/._dibao.yaml", "junk"), ("linyi/.DS_Store", "junk"), ("linyi/", ""));
        var file = files.ShouldHaveSingleItem();
        (file.Path, file.Name, file.Folder, Encoding.UTF8.GetString(file.Content)).ShouldBe(("linyi/dibao.yaml", "dibao.yaml", "linyi", "x: 1"));
    }

    public static TheoryData<string, string> Paths => new()
    {
        { "../a.yaml", "指向包外" },
        { "a/../../a.yaml", "指向包外" },
        { "/etc/a.yaml", "指向包外" },
        { "..\\a.yaml", "指向包外" },
        { "\\\\server\\a.yaml", "指向包外" },
        { "C:/a.yaml", "指向包外" },
        { "a\0.yaml", "指向包外" },
        { "a\r\n.yaml", "指向包外" },
        { "a.exe", "里面有 a.exe" },
        { "inner.zip", "里面有 inner.zip" },
    };

    [Theory, MemberData(nameof(Paths))]
    public void Unpack_PathThatLeadsOut_IsRefused(string path, string expected) => Refusal(Zip((path, "x: 1"))).ShouldContain(expected);

    [Fact]
    public void Unpack_SymbolicLink_IsRefused() =>
        Refusal(Zip(zip =>
        {
            var entry = zip.CreateEntry("link.yaml");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var stream = entry.Open();
            stream.Write("/etc/passwd"u8);
        })).ShouldContain("是链接");

    [Fact]
    public void Unpack_TooMany_TooLargeTogether_AndPackedTooTightly_AreRefused()
    {
        Refusal(Zip([.. Enumerable.Range(0, 6).Select(i => ($"{i}.yaml", "x"))])).ShouldContain("最多5个");
        Refusal(Zip([.. Enumerable.Range(0, 3).Select(i => ($"{i}.yaml", Lines(400_000)))])).ShouldContain("解开后超过0MB");
        Refusal(Zip(("a.yaml", Lines(600_000)))).ShouldContain("a.yaml 超过0MB");
        Refusal(Zip(("a.yaml", new string(' ', 400_000)))).ShouldContain("压缩得不合常理");
        Refusal(Zip(("a.yaml", "\0\0\0"))).ShouldContain("内容与名称不符");
    }

    [Fact]
    public void Unpack_LengthThatLies_IsReadOnlyUpToTheLimit()
    {
        var bomb = Zip(("a.yaml", new string(' ', 50_000_000)));
        // Both places that state the unpacked length say 10.
        var (central, local) = (Find(bomb, 0x02014B50), Find(bomb, 0x04034B50));
        BitConverter.TryWriteBytes(bomb.AsSpan(central + 24), 10).ShouldBeTrue();
        BitConverter.TryWriteBytes(bomb.AsSpan(local + 22), 10).ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Uploads.Unpack(Uploads.Check("a.zip", bomb, Rule), Rule.Zip!).Sum(f => f.Content.Length).ShouldBeLessThanOrEqualTo(500_000);
        }
        catch (CannotRunException)
        {
            // Read to the limit and refused; the framework may also stop at the length that is stated.
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(5_000_000);
    }

    [Fact]
    public void Unpack_DamagedAnywhere_IsRefusedOrWhole()
    {
        var whole = Zip(("a.yaml", Lines(2_000)), ("b.yaml", Lines(500)));
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(4, damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Uploads.Unpack(new UploadedFile("a.zip", FileKind.Zip, damaged), Rule.Zip!).Sum(f => f.Content.Length).ShouldBeLessThan(900_001);
            }
            catch (CannotRunException)
            {
                // In words, as it should.
            }
        }
    }

    private static FormattableString Otherwise() => $"请另选";

    private static FormattableString NotInside(string path) => $"里面有 {path}";

    private static string Refusal(byte[] zip) =>
        Should.Throw<CannotRunException>(() => Uploads.Unpack(Uploads.Check("a.zip", zip, Rule), Rule.Zip!)).In(english: false);

    private static IReadOnlyList<ArchivedFile> Unpack(params (string Path, string Text)[] files) => Uploads.Unpack(Uploads.Check("a.zip", Zip(files), Rule), Rule.Zip!);

    private static string Lines(int length) =>
        string.Concat(Enumerable.Range(0, length / 50).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"# {i * 7919L,20}{new string('=', 27)}\n")));

    private static int Find(byte[] bytes, uint signature) => bytes.AsSpan().IndexOf(BitConverter.GetBytes(signature));

    private static byte[] Zip(params (string Path, string Text)[] files) => Zip(zip =>
    {
        foreach (var (path, text) in files)
        {
            using var entry = zip.CreateEntry(path).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
    });

    private static byte[] Zip(Action<ZipArchive> fill)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            fill(zip);
        return stream.ToArray();
    }
}
