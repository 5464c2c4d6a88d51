using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Huimin.Platform;
using Huimin.Platform.Operations;
using Huimin.Tests.Platform;
using Huimin.Tests.Platform.Guarding;
using Huimin.Web.Serving;

namespace Huimin.Tests.Web;

/// <summary>What a collector is sent: requests by their pattern, statements without parameters, measures; and nothing unless asked.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Telemetry_ToACollector_SendsRequestsAndDatabaseWithoutPeople()
    {
        using var collector = new Collector();
        using (Telemetry.Start(collector.Address)!)
        {
            await using var web = await TestDatabase.Sqlite.ServeAsync();
            using var officer = await web.SignInWithEverythingAsync();
            foreach (var path in (string[])["/people?q=%E8%B5%B5%E5%BE%B7%E7%A6%8F", "/people/households/104882", $"/people?q={SmallCity.ZhaoId}"])
                (await officer.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
            Telemetry.Collector.ShouldBe(collector.Address);
        }

        var traces = collector.Text("/v1/traces");
        traces.ShouldContain("GET /people/households/{Id:long}");
        traces.ShouldContain("SELECT");
        traces.ShouldContain("http.response.status_code");
        var measures = collector.Text("/v1/metrics");
        measures.ShouldContain("http.server.request.duration");
        foreach (var sent in (string[])[traces, measures])
        {
            foreach (var personal in (string[])["赵德福", "%E8%B5%B5", SmallCity.ZhaoId, "q="])
                sent.ShouldNotContain(personal);
        }
    }

    [Fact]
    public void Telemetry_Unasked_IsOff()
    {
        Telemetry.Start(null).ShouldBeNull();
        Should.Throw<CannotRunException>(() => Telemetry.Start("collector"));
        Signals.Name.ShouldBe("Huimin");
    }

    /// <summary>Takes what is posted and keeps it.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly ConcurrentQueue<(string Path, byte[] Body)> received = [];

        public Collector()
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            }

            listener.Prefixes.Add(Address + "/");
            listener.Start();
            _ = TakeAsync();
        }

        public string Address { get; }

        public string Text(string path) => string.Concat(received.Where(r => r.Path == path).Select(r => Encoding.UTF8.GetString(r.Body)));

        public void Dispose() => listener.Close();

        private async Task TakeAsync()
        {
            try
            {
                while (true)
                {
                    var request = await listener.GetContextAsync();
                    var body = new MemoryStream();
                    await request.Request.InputStream.CopyToAsync(body);
                    received.Enqueue((request.Request.Url!.AbsolutePath, body.ToArray()));
                    request.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
