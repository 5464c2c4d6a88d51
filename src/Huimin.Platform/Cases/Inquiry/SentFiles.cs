using Huimin.Platform.Files.Uploading;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Cases.Inquiry;

/// <summary>The photos and papers that a form sent, each checked; what is wrong with one names it.</summary>
internal static class SentFiles
{
    /// <param name="field">Of the form; a field in which nothing was chosen gives none.</param>
    /// <exception cref="CannotRunException">One of them is not what the rule takes, or there are too many.</exception>
    public static async Task<IReadOnlyList<UploadedFile>> ReadAsync(HttpRequest request, string field, UploadRule rule, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasFormContentType)
            return [];
        var sent = (await request.ReadFormAsync(cancellation)).Files.GetFiles(field).Where(f => f.FileName.Length > 0).ToList();
        if (sent.Count > most)
            throw new CannotRunException($"一次最多{most}个文件，请分几次上传。");
        var files = new List<UploadedFile>();
        foreach (var file in sent)
        {
            try
            {
                if (file.Length > rule.MostBytes && rule.TooLarge is { } words && rule.Takes(file.FileName))
                    throw new CannotRunException(words);
                var content = new byte[Math.Min(file.Length, rule.MostBytes + 1)];
                await using (var stream = file.OpenReadStream())
                    await stream.ReadExactlyAsync(content, cancellation);
                files.Add(Uploads.Check(file.FileName, content, rule));
            }
            catch (CannotRunException e)
            {
                throw new CannotRunException($"{Shown(file.FileName)}：{e.Message}文件要重新选择，填写的其他内容都还在。", e);
            }
        }

        return files;
    }

    private static string Shown(string name)
    {
        var last = new string([.. name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        return last.Length <= 40 ? last : last[..39] + "…";
    }
}
