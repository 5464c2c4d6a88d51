using Huimin.Platform;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Files.Uploading;

namespace Huimin.Tests.Platform.Files.Storing;

public sealed class EvidenceRulesTests
{
    public static TheoryData<string, byte[], FileKind> Taken => new()
    {
        { "IMG_0001.JPG", TestFiles.Jpeg(), FileKind.Jpeg },
        { "照片.jpeg", TestFiles.Jpeg(8064, 6048, frame: 0xC2), FileKind.Jpeg },
        { "a.png", TestFiles.Png(10_000, 10_000), FileKind.Png },
        { "a.pdf", "%PDF-1.4\n"u8.ToArray(), FileKind.Pdf },
    };

    [Theory, MemberData(nameof(Taken))]
    public void Check_PhotoOrPaper_IsTaken(string name, byte[] content, FileKind kind) => Uploads.Check(name, content, EvidenceRules.PhotosAndPapers).Kind.ShouldBe(kind);

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "IMG_0001.HEIC", TestFiles.Heic, "兼容性最佳" },
        { "IMG_0001.heif", TestFiles.Heic, "照片图库" },
        { "renamed.jpg", TestFiles.Heic, "HEIC" },
        { "a.jpg", [], "文件是空的" },
        { "a.jpg", "%PDF-1.7"u8.ToArray(), "内容不是 .jpg" },
        { "a.pdf", TestFiles.Png(), "内容不是 .pdf" },
        { "a.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "内容不是 .png" },
        { "a.svg", "<svg/>"u8.ToArray(), "请上传照片" },
        { "a.html", "<p>"u8.ToArray(), "请上传照片" },
        { "申请书.docx", "x"u8.ToArray(), "另存为 PDF" },
        { "video.mp4", [0, 0, 0, 24, .. "ftypisom"u8], "请上传照片" },
        { "a.png", TestFiles.Png(10_001, 10_000), "10,001×10,000" },
        { "a.png", TestFiles.Png(uint.MaxValue, uint.MaxValue), "大得不合常理" },
        { "a.jpg", TestFiles.Jpeg(65_535, 65_535), "大得不合常理" },
        { "a.jpg", TestFiles.Jpeg(0, 3000), "读不出宽和高" },
        { "a.png", TestFiles.Png()[..20], "读不出宽和高" },
        { "a.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "读不出宽和高" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Check_AnythingElse_IsRefusedInWordsThatHelp(string name, byte[] content, string expected)
    {
        var refusal = Should.Throw<CannotRunException>(() => Uploads.Check(name, content, EvidenceRules.PhotosAndPapers));
        refusal.In(english: false).ShouldContain(expected);
        refusal.In(english: true).ShouldNotContain("文");
    }

    /// <summary>Not among the rows above: a runner writes every byte of them down before the first test.</summary>
    [Fact]
    public void Check_FiftyMegabytes_AreRefused()
    {
        Should.Throw<CannotRunException>(() => Uploads.Check("IMG_0001.heic", new byte[50_000_000], EvidenceRules.PhotosAndPapers)).In(english: false).ShouldContain("HEIC");
        Should.Throw<CannotRunException>(() => Uploads.Check("a.jpg", new byte[50_000_000], EvidenceRules.PhotosAndPapers)).In(english: false).ShouldContain("超过10MB");
    }

    [Fact]
    public void Check_PaperWherePhotosAreAsked_IsRefused()
    {
        Should.Throw<CannotRunException>(() => Uploads.Check("a.pdf", "%PDF-1.4"u8.ToArray(), EvidenceRules.Photos)).In(english: false).ShouldBe("请上传照片（.jpg、.png）。");
        EvidenceRules.Photos.Accept.ShouldBe(".jpg,.jpeg,.png");
        EvidenceRules.LargestBody(3).ShouldBe((3 * 10_485_760L) + 65_536);
    }

    [Fact]
    public void SizeOf_HeadersThatWereDamaged_IsReadOrNullAndNeverFails()
    {
        var random = new Random(7);
        foreach (var (kind, whole) in ((FileKind, byte[])[])[(FileKind.Jpeg, TestFiles.Jpeg()), (FileKind.Png, TestFiles.Png())])
        {
            for (var i = 0; i < 5_000; i++)
            {
                var damaged = (byte[])whole.Clone();
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                PictureSize.Of(kind, damaged.AsSpan(0, random.Next(damaged.Length + 1)));
            }
        }

        PictureSize.Of(FileKind.Jpeg, TestFiles.Jpeg(4000, 3000))!.Value.ShouldBe(new PictureSize(4000, 3000));
        PictureSize.Of(FileKind.Pdf, "%PDF-1.4"u8).ShouldBeNull();
    }
}
