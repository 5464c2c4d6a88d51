using Huimin.Platform.Accounts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Huimin.Platform.Guarding;

/// <summary>
/// Looks at every request before a page or endpoint does: nothing that may change something goes on without the token of a form
/// that this very browser was given, nothing larger than the page takes, nothing with characters that no text has. It stands before
/// the check of permissions, so that who was signed out while typing loses no text.
/// </summary>
public sealed class RequestGuard(RequestDelegate next, IAntiforgery antiforgery, RefusedRequests refused)
{
    /// <summary>What is never shown or sent back: secrets, and the token itself.</summary>
    private static readonly string[] Secrets = ["password", "secret", "code", "token", "credential"];

    public Task InvokeAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (IsAnsweredAgain(http))
        {
            // The form was judged the first time; the page that tells about it takes none.
            http.Request.Method = HttpMethods.Get;
            return next(http);
        }

        if (http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
            return DamagedAsync(http);
        return http.GetEndpoint() is null || IsSafe(http.Request.Method) ? next(http) : GuardAsync(http);
    }

    /// <summary>The error page, or the one for a missing address, is answering in place of the page asked for.</summary>
    public static bool IsAnsweredAgain(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Features.Get<IExceptionHandlerFeature>() is not null || http.Features.Get<IStatusCodeReExecuteFeature>() is not null;
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private async Task GuardAsync(HttpContext http)
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var most = limit?.MaxRequestBodySize ?? LargestBodyAttribute.Ordinary;
        if (http.Request.ContentLength > most)
        {
            // The server then throws away what still comes for some seconds: cut off at once, a browser would not show the answer.
            if (limit is { IsReadOnly: false })
                limit.MaxRequestBodySize = null;
            refused.Count(RefusalKind.TooLarge, http.Connection.RemoteIpAddress?.ToString());
            await http.RefuseTooLargeAsync(most);
            return;
        }

        IFormCollection? form;
        try
        {
            form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            refused.Count(RefusalKind.TooLarge, http.Connection.RemoteIpAddress?.ToString());
            await http.RefuseTooLargeAsync(most);
            return;
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException or IOException)
        {
            await DamagedAsync(http);
            return;
        }

        if (!await HasTokenAsync(http))
        {
            refused.Count(RefusalKind.Form, http.Connection.RemoteIpAddress?.ToString());
            await TooOldAsync(http, form);
            return;
        }

        if (form is not null && form.Any(f => HasNul(f.Key) || f.Value.Any(HasNul)))
            await DamagedAsync(http);
        else
            await next(http);
    }

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private async Task<bool> HasTokenAsync(HttpContext http)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false })
            return true;
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    private Task DamagedAsync(HttpContext http)
    {
        refused.Count(RefusalKind.Damaged, http.Connection.RemoteIpAddress?.ToString());
        return http.RefuseDamagedAsync();
    }

    /// <summary>
    /// What was typed comes back only to a page of ours: to another site's page it would be a form of that site's making, with our
    /// token in it.
    /// </summary>
    private static Task TooOldAsync(HttpContext http, IFormCollection? form)
    {
        var mine = form is { Files.Count: 0 } && IsFromHere(http.Request) && !form.Keys.Any(IsSecret);
        var typed = mine
            ? form!.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)).SelectMany(f => f.Value, (f, value) => KeyValuePair.Create(f.Key, value ?? "")).ToList()
            : [];
        var again = http.GetEndpoint()!.Metadata.GetMetadata<ComponentTypeMetadata>() is null ? "/" : AccountServices.SafeReturn(http.Request.Path + http.Request.QueryString);
        if (typed.Count > 0)
            return http.RefuseAsync(StatusCodes.Status400BadRequest, $"这张表单放得太久了，没有提交", $"打开之后可能退出过登录或换过账号。核对下面的内容，可以再提交一次；已退出登录的，请先在另一个窗口登录。", typed: typed, again: again);
        return http.RefuseAsync(StatusCodes.Status400BadRequest, $"这张表单放得太久了，没有提交", $"打开之后可能退出过登录或换过账号。没有改变任何数据，请重新打开再填写。", again: again);
    }

    private static bool IsSecret(string field) => !field.StartsWith("__", StringComparison.Ordinal) && Secrets.Any(s => field.Contains(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>As the browser says, which no page can make it say wrongly.</summary>
    private static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        return StringValues.IsNullOrEmpty(site)
            ? request.Headers.Origin is [{ } origin] && string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            : site == "same-origin";
    }
}
