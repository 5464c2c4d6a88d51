using Huimin.Platform.Files.Uploading;

namespace Huimin.Platform.Files.Storing;

/// <summary>What may be sent as proof 证明材料: at a counter, at a desk and from a phone.</summary>
public static class EvidenceRules
{
    /// <summary>10 MB: a photo of a phone has three to six, a scan of a dozen pages less.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>A hundred megapixels. Phones make up to fifty; a few kilobytes can claim a picture that fills the memory of whoever opens it.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>Photos and scanned papers, one a field.</summary>
    public static UploadRule PhotosAndPapers { get; } = new(MostBytes, Otherwise(), ".jpg", ".jpeg", ".png", ".pdf") { MostPixels = MostPixels, TooLarge = TooLarge() };

    /// <summary>Photos only: of a visit, of a face.</summary>
    public static UploadRule Photos { get; } = new(MostBytes, OtherwisePhotos(), ".jpg", ".jpeg", ".png") { MostPixels = MostPixels, TooLarge = TooLarge() };

    /// <summary>For the page's <c>[LargestBody]</c>, with this many files in one form.</summary>
    public static long LargestBody(int files) => ((long)files * MostBytes) + UploadRule.RestOfForm;

    private static FormattableString Otherwise() => $"请上传照片（.jpg、.png）或者 PDF 文件。Word、WPS 文件请另存为 PDF，纸质材料请拍照。";

    private static FormattableString OtherwisePhotos() => $"请上传照片（.jpg、.png）。";

    private static FormattableString TooLarge() => $"文件超过10MB。照片请在手机上裁剪或者调低分辨率后再上传，扫描件请降低清晰度或者分成几个文件。";
}
