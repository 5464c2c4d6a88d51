using System.Globalization;
using System.Runtime.CompilerServices;

namespace Huimin.Tests;

/// <summary>The tests run in Chinese, whatever the machine's language.</summary>
internal static class TestLanguage
{
    [ModuleInitializer]
    internal static void Choose() => CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
}
