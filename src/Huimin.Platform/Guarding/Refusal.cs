using System.Globalization;
using System.Net.Mime;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Guarding;

/// <summary>Answers a request that is turned away with a page in words that needs no database.</summary>
public static class Refusal
{
    /// <param name="title">What happened.</param>
    /// <param name="words">What to do.</param>
    /// <param name="wait">When to try again; null where waiting does not help.</param>
    public static Task RefuseAsync(this HttpContext http, int status, FormattableString title, FormattableString words, TimeSpan? wait = null, IReadOnlyList<KeyValuePair<string, string>>? typed = null, string? again = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Response.HasStarted)
            return Task.CompletedTask;
        http.Response.Clear();
        http.Response.Headers.CacheControl = "private, no-store";
        if (wait is { } time)
            http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var preferences = http.RequestServices.GetRequiredService<Preferences>();
        preferences.Read(http);
        Texts.Speak(preferences.English);
        return new RazorComponentResult<RefusedPage>(new Dictionary<string, object?>
        {
            [nameof(RefusedPage.Title)] = title,
            [nameof(RefusedPage.Reason)] = words,
            [nameof(RefusedPage.Typed)] = typed ?? [],
            [nameof(RefusedPage.Again)] = again,
        })
        { StatusCode = status, ContentType = MediaTypeNames.Text.Html + "; charset=utf-8" }.ExecuteAsync(http);
    }

    public static Task RefuseTooLargeAsync(this HttpContext http, long most)
    {
        if (most >= 1_000_000)
            return http.RefuseAsync(StatusCodes.Status413PayloadTooLarge, $"发来的内容太大", $"这里最多收{most / 1_000_000}MB，没有读取，也没有改变任何数据。请核对是否选错了文件。");
        return http.RefuseAsync(StatusCodes.Status413PayloadTooLarge, $"发来的内容太大", $"这里最多收{most / 1_000}KB，没有读取，也没有改变任何数据。请核对是否选错了文件。");
    }

    public static Task RefuseDamagedAsync(this HttpContext http, int status = StatusCodes.Status400BadRequest) =>
        http.RefuseAsync(status, $"发来的内容读不出来", $"内容不完整，或者夹有文字里不会有的字符。没有改变任何数据，请回到上一页重新填写。");

    /// <summary>Words for a status that nothing else has words for.</summary>
    public static Task RefuseAsStatusAsync(this HttpContext http, int status) => status switch
    {
        StatusCodes.Status405MethodNotAllowed => http.RefuseAsync(status, $"这个地址不能这样打开", $"它只接收表单。请回到驾驶舱重新进入。"),
        StatusCodes.Status408RequestTimeout or StatusCodes.Status504GatewayTimeout => http.RefuseAsync(status, $"等得太久，已经停下", $"没有改变任何数据。请缩小范围再试，或者过一会儿再来。"),
        StatusCodes.Status503ServiceUnavailable => http.RefuseAsync(status, $"现在用不了", $"系统正忙或正在维护，没有改变任何数据。请过一会儿再试。"),
        _ => http.RefuseDamagedAsync(status),
    };
}
