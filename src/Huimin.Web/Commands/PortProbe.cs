using System.Net;
using System.Net.Sockets;
using Huimin.Platform;

namespace Huimin.Web.Commands;

/// <summary>Whether a port is free, asked before long work that would end in nothing.</summary>
internal static class PortProbe
{
    /// <exception cref="CannotRunException">It is in use, or no port.</exception>
    public static void Require(int port)
    {
        if (port is < 1 or > 65535)
            throw new CannotRunException($"{port:D} 不是端口号，应为1至65535。");
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new CannotRunException($"端口 {port:D} 已被占用。请停止占用它的程序，或用 --port 换一个端口。", e);
        }
    }
}
