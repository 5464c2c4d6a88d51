using Huimin.Platform.People;

namespace Huimin.Platform.Demo;

/// <summary>Invented names as people of a generation bear them.</summary>
internal static class DemoNames
{
    // The commonest surnames of Shandong, the front of the list more often than its end.
    private const string Surnames =
        "王李张刘陈杨赵孙周徐高马朱胡郭林孔孟宋于韩董郑梁杜孟曹冯袁田姜彭魏吴崔石任史范姚葛邵尹苏夏季付侯公庄卢鲁相";

    private static readonly string[] OldMen = Characters("德福贵祥厚堂成才生富庆安万金发茂传学永长廷守怀兴善");
    private static readonly string[] OldWomen = Characters("兰英秀珍桂芝花凤莲云芳玉香翠荣美淑素爱月");
    private static readonly string[] Men = Characters("建国军伟强刚勇志明华东峰斌海波涛磊超鹏辉亮飞");
    private static readonly string[] Women = Characters("丽娟敏静燕红艳霞萍玲梅芬洁婷雪莉慧颖娜琳");
    private static readonly string[] Boys = Characters("子轩浩宇梓睿博文俊杰一诺泽铭宸佑哲逸航");
    private static readonly string[] Girls = Characters("梓涵雨欣诗琪思彤佳怡一诺可馨语桐若曦心妍");

    public static char Surname(ref DemoRandom random)
    {
        var position = random.Share();
        return Surnames[(int)(position * position * Surnames.Length)];
    }

    public static string Full(char surname, Sex sex, int birthYear, ref DemoRandom random)
    {
        var characters = (birthYear, sex) switch
        {
            ( < 1962, Sex.Male) => OldMen,
            ( < 1962, _) => OldWomen,
            ( < 2000, Sex.Male) => Men,
            ( < 2000, _) => Women,
            (_, Sex.Male) => Boys,
            _ => Girls,
        };
        var family = surname.ToString();
        return random.Chance(0.82)
            ? string.Concat(family, random.Pick(characters), random.Pick(characters))
            : string.Concat(family, random.Pick(characters));
    }

    private static string[] Characters(string text) => [.. text.Distinct().Select(c => c.ToString())];
}
