using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Ui;

internal static class Answers
{
    extension(HttpContext http)
    {
        /// <summary>Sets the status as the answer begins: earlier, the general page would take the place of the page's own words.</summary>
        public void AnswerWith(int status) => http.Response.OnStarting(() =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
    }
}
