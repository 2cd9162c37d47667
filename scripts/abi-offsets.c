/*
 * Prints what the C headers of this machine say about every structure field and constant that the
 * layout tables of native-notes/ name, one on a line:
 *
 *     struct.field offset size
 *     struct.(total) 0 size
 *     CONSTANT value
 *     CONSTANT -            (these headers are older than the constant)
 *
 * scripts/check-abi compiles this file and compares the lines with the tables. One function per note.
 */
#define _GNU_SOURCE

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/if_addr.h>
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/net.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/nsfs.h>
#include <linux/openat2.h>
#include <linux/packet_diag.h>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <linux/securebits.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <linux/xdp_diag.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pwd.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h> /* brings linux/stat.h, with libc 2.28 and later */
#include <sys/syscall.h>
/* these need sys/socket.h before them */
#include <linux/vm_sockets.h>
#include <linux/vm_sockets_diag.h>

#define FIELD_AS(name, type, field) \
	printf("%s.%s %zu %zu\n", #name, #field, offsetof(struct type, field), sizeof(((struct type *) 0)->field))
#define FIELD(type, field) FIELD_AS(type, type, field)
#define TOTAL(type) printf("%s.(total) 0 %zu\n", #type, sizeof(struct type))
#define CONST(name) printf("%s %lld\n", #name, (long long) (name))
#define TOO_NEW(name) printf("%s -\n", #name)

static void vfs_cap_data(void)
{
	FIELD(vfs_cap_data, magic_etc);
	FIELD(vfs_cap_data, data[0].permitted);
	FIELD(vfs_cap_data, data[0].inheritable);
	FIELD(vfs_cap_data, data[1].permitted);
	FIELD(vfs_cap_data, data[1].inheritable);
	TOTAL(vfs_cap_data);

	FIELD(vfs_ns_cap_data, magic_etc);
	FIELD(vfs_ns_cap_data, data[0].permitted);
	FIELD(vfs_ns_cap_data, data[0].inheritable);
	FIELD(vfs_ns_cap_data, data[1].permitted);
	FIELD(vfs_ns_cap_data, data[1].inheritable);
	FIELD(vfs_ns_cap_data, rootid);
	TOTAL(vfs_ns_cap_data);

	CONST(VFS_CAP_REVISION_MASK);
	CONST(VFS_CAP_REVISION_SHIFT);
	CONST(VFS_CAP_FLAGS_EFFECTIVE);
	CONST(VFS_CAP_REVISION_1);
	CONST(VFS_CAP_REVISION_2);
	CONST(VFS_CAP_REVISION_3);
	CONST(XATTR_CAPS_SZ_1);
	CONST(XATTR_CAPS_SZ_2);
	CONST(XATTR_CAPS_SZ_3);
}

static void cap_user_data(void)
{
	FIELD(__user_cap_header_struct, version);
	FIELD(__user_cap_header_struct, pid);
	TOTAL(__user_cap_header_struct);

	FIELD(__user_cap_data_struct, effective);
	FIELD(__user_cap_data_struct, permitted);
	FIELD(__user_cap_data_struct, inheritable);
	TOTAL(__user_cap_data_struct);

	CONST(_LINUX_CAPABILITY_VERSION_1);
	CONST(_LINUX_CAPABILITY_U32S_1);
	CONST(_LINUX_CAPABILITY_VERSION_2);
	CONST(_LINUX_CAPABILITY_U32S_2);
	CONST(_LINUX_CAPABILITY_VERSION_3);
	CONST(_LINUX_CAPABILITY_U32S_3);
}

static void prctl_caps(void)
{
	CONST(PR_GET_KEEPCAPS);
	CONST(PR_SET_KEEPCAPS);
	CONST(PR_CAPBSET_READ);
	CONST(PR_CAPBSET_DROP);
	CONST(PR_GET_SECUREBITS);
	CONST(PR_SET_SECUREBITS);
	CONST(PR_SET_NO_NEW_PRIVS);
	CONST(PR_GET_NO_NEW_PRIVS);
	CONST(PR_CAP_AMBIENT);
	CONST(PR_CAP_AMBIENT_IS_SET);
	CONST(PR_CAP_AMBIENT_RAISE);
	CONST(PR_CAP_AMBIENT_LOWER);
	CONST(PR_CAP_AMBIENT_CLEAR_ALL);
}

static void securebits(void)
{
	CONST(SECUREBITS_DEFAULT);
	CONST(SECBIT_NOROOT);
	CONST(SECBIT_NOROOT_LOCKED);
	CONST(SECBIT_NO_SETUID_FIXUP);
	CONST(SECBIT_NO_SETUID_FIXUP_LOCKED);
	CONST(SECBIT_KEEP_CAPS);
	CONST(SECBIT_KEEP_CAPS_LOCKED);
	CONST(SECBIT_NO_CAP_AMBIENT_RAISE);
	CONST(SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED);
#ifdef SECBIT_EXEC_RESTRICT_FILE /* headers of 6.14 */
	CONST(SECBIT_EXEC_RESTRICT_FILE);
	CONST(SECBIT_EXEC_RESTRICT_FILE_LOCKED);
	CONST(SECBIT_EXEC_DENY_INTERACTIVE);
	CONST(SECBIT_EXEC_DENY_INTERACTIVE_LOCKED);
#else
	TOO_NEW(SECBIT_EXEC_RESTRICT_FILE);
	TOO_NEW(SECBIT_EXEC_RESTRICT_FILE_LOCKED);
	TOO_NEW(SECBIT_EXEC_DENY_INTERACTIVE);
	TOO_NEW(SECBIT_EXEC_DENY_INTERACTIVE_LOCKED);
#endif
}

/*
 * The kernel does not export struct linux_dirent64. libc's struct dirent64 is the same up to d_name, which
 * the kernel has without a length (printed as 0) and libc as 256 bytes; so no total is printed.
 */
static void linux_dirent64(void)
{
	FIELD_AS(linux_dirent64, dirent64, d_ino);
	FIELD_AS(linux_dirent64, dirent64, d_off);
	FIELD_AS(linux_dirent64, dirent64, d_reclen);
	FIELD_AS(linux_dirent64, dirent64, d_type);
	printf("linux_dirent64.d_name %zu 0\n", offsetof(struct dirent64, d_name));

	CONST(DT_UNKNOWN);
	CONST(DT_FIFO);
	CONST(DT_CHR);
	CONST(DT_DIR);
	CONST(DT_BLK);
	CONST(DT_REG);
	CONST(DT_LNK);
	CONST(DT_SOCK);

	CONST(O_RDONLY);
	CONST(O_DIRECTORY);
	CONST(O_NOFOLLOW);
	CONST(O_CLOEXEC);
	CONST(O_PATH);

	CONST(O_NONBLOCK);
	CONST(O_NOCTTY);
	CONST(O_NOATIME);
}

static void open_how_(void)
{
	FIELD(open_how, flags);
	FIELD(open_how, mode);
	FIELD(open_how, resolve);
	TOTAL(open_how);

	CONST(RESOLVE_NO_XDEV);
	CONST(RESOLVE_NO_MAGICLINKS);
	CONST(RESOLVE_NO_SYMLINKS);
	CONST(RESOLVE_BENEATH);
	CONST(RESOLVE_IN_ROOT);
	CONST(SYS_openat2);
}

static void statx_(void)
{
	FIELD(statx, stx_mask);
	FIELD(statx, stx_blksize);
	FIELD(statx, stx_attributes);
	FIELD(statx, stx_nlink);
	FIELD(statx, stx_uid);
	FIELD(statx, stx_gid);
	FIELD(statx, stx_mode);
	FIELD(statx, stx_ino);
	FIELD(statx, stx_size);
	FIELD(statx, stx_blocks);
	FIELD(statx, stx_attributes_mask);
	FIELD(statx, stx_atime);
	FIELD(statx, stx_btime);
	FIELD(statx, stx_ctime);
	FIELD(statx, stx_mtime);
	FIELD(statx, stx_rdev_major);
	FIELD(statx, stx_rdev_minor);
	FIELD(statx, stx_dev_major);
	FIELD(statx, stx_dev_minor);
	FIELD(statx, stx_mnt_id);
	TOTAL(statx);

	FIELD(statx_timestamp, tv_sec);
	FIELD(statx_timestamp, tv_nsec);
	TOTAL(statx_timestamp);

	CONST(STATX_TYPE);
	CONST(STATX_MODE);
	CONST(STATX_NLINK);
	CONST(STATX_UID);
	CONST(STATX_GID);
	CONST(STATX_ATIME);
	CONST(STATX_MTIME);
	CONST(STATX_CTIME);
	CONST(STATX_INO);
	CONST(STATX_SIZE);
	CONST(STATX_BLOCKS);
	CONST(STATX_BASIC_STATS);
	CONST(STATX_BTIME);
	CONST(STATX_MNT_ID);
#ifdef STATX_MNT_ID_UNIQUE /* headers of 6.8 */
	CONST(STATX_MNT_ID_UNIQUE);
#else
	TOO_NEW(STATX_MNT_ID_UNIQUE);
#endif
	CONST(STATX_ATTR_IMMUTABLE);
	CONST(STATX_ATTR_APPEND);
	CONST(STATX_ATTR_AUTOMOUNT);
	CONST(STATX_ATTR_MOUNT_ROOT);

	CONST(AT_FDCWD);
	CONST(AT_SYMLINK_NOFOLLOW);
	CONST(AT_NO_AUTOMOUNT);
	CONST(AT_EMPTY_PATH);
	CONST(AT_STATX_SYNC_AS_STAT);
	CONST(AT_STATX_FORCE_SYNC);
	CONST(AT_STATX_DONT_SYNC);

	CONST(S_IFMT);
	CONST(S_IFSOCK);
	CONST(S_IFLNK);
	CONST(S_IFREG);
	CONST(S_IFBLK);
	CONST(S_IFDIR);
	CONST(S_IFCHR);
	CONST(S_IFIFO);
	CONST(S_ISUID);
	CONST(S_ISGID);
	CONST(S_ISVTX);
}

static void errno_(void)
{
	CONST(EPERM);
	CONST(ENOENT);
	CONST(ESRCH);
	CONST(EINTR);
	CONST(EIO);
	CONST(ENXIO);
	CONST(E2BIG);
	CONST(ENOEXEC);
	CONST(EBADF);
	CONST(EAGAIN);
	CONST(ENOMEM);
	CONST(EACCES);
	CONST(EFAULT);
	CONST(EBUSY);
	CONST(ENODEV);
	CONST(ENOTDIR);
	CONST(EINVAL);
	CONST(ENFILE);
	CONST(EMFILE);
	CONST(ENOSPC);
	CONST(EROFS);
	CONST(ERANGE);
	CONST(ENAMETOOLONG);
	CONST(ENOSYS);
	CONST(ELOOP);
	CONST(ENODATA);
	CONST(EOVERFLOW);
	CONST(EPROTONOSUPPORT);
	CONST(EOPNOTSUPP);
	CONST(EAFNOSUPPORT);
	CONST(ENOBUFS);
	CONST(ECONNREFUSED);
	CONST(ESTALE);
	CONST(EDQUOT);

	CONST(ECHILD);
	CONST(ENOTBLK);
	CONST(EEXIST);
	CONST(EXDEV);
	CONST(EISDIR);
	CONST(ENOTTY);
	CONST(ETXTBSY);
	CONST(EFBIG);
	CONST(ESPIPE);
	CONST(EMLINK);
	CONST(EPIPE);
	CONST(EDOM);
	CONST(EDEADLK);
	CONST(ENOLCK);
	CONST(ENOTEMPTY);
	CONST(ENOMSG);
	CONST(EIDRM);
	CONST(ECHRNG);
	CONST(EL2NSYNC);
	CONST(EL3HLT);
	CONST(EL3RST);
	CONST(ELNRNG);
	CONST(EUNATCH);
	CONST(ENOCSI);
	CONST(EL2HLT);
	CONST(EBADE);
	CONST(EBADR);
	CONST(EXFULL);
	CONST(ENOANO);
	CONST(EBADRQC);
	CONST(EBADSLT);
	CONST(EBFONT);
	CONST(ENOSTR);
	CONST(ETIME);
	CONST(ENOSR);
	CONST(ENONET);
	CONST(ENOPKG);
	CONST(EREMOTE);
	CONST(ENOLINK);
	CONST(EADV);
	CONST(ESRMNT);
	CONST(ECOMM);
	CONST(EPROTO);
	CONST(EMULTIHOP);
	CONST(EDOTDOT);
	CONST(EBADMSG);
	CONST(ENOTUNIQ);
	CONST(EBADFD);
	CONST(EREMCHG);
	CONST(ELIBACC);
	CONST(ELIBBAD);
	CONST(ELIBSCN);
	CONST(ELIBMAX);
	CONST(ELIBEXEC);
	CONST(EILSEQ);
	CONST(ERESTART);
	CONST(ESTRPIPE);
	CONST(EUSERS);
	CONST(ENOTSOCK);
	CONST(EDESTADDRREQ);
	CONST(EMSGSIZE);
	CONST(EPROTOTYPE);
	CONST(ENOPROTOOPT);
	CONST(ESOCKTNOSUPPORT);
	CONST(EPFNOSUPPORT);
	CONST(EADDRINUSE);
	CONST(EADDRNOTAVAIL);
	CONST(ENETDOWN);
	CONST(ENETUNREACH);
	CONST(ENETRESET);
	CONST(ECONNABORTED);
	CONST(ECONNRESET);
	CONST(EISCONN);
	CONST(ENOTCONN);
	CONST(ESHUTDOWN);
	CONST(ETOOMANYREFS);
	CONST(ETIMEDOUT);
	CONST(EHOSTDOWN);
	CONST(EHOSTUNREACH);
	CONST(EALREADY);
	CONST(EINPROGRESS);
	CONST(EUCLEAN);
	CONST(ENOTNAM);
	CONST(ENAVAIL);
	CONST(EISNAM);
	CONST(EREMOTEIO);
	CONST(ENOMEDIUM);
	CONST(EMEDIUMTYPE);
	CONST(ECANCELED);
	CONST(ENOKEY);
	CONST(EKEYEXPIRED);
	CONST(EKEYREVOKED);
	CONST(EKEYREJECTED);
	CONST(EOWNERDEAD);
	CONST(ENOTRECOVERABLE);
	CONST(ERFKILL);
}

static void proc_pid_ns(void)
{
	CONST(CLONE_NEWCGROUP);
	CONST(CLONE_NEWIPC);
	CONST(CLONE_NEWNS);
	CONST(CLONE_NEWNET);
	CONST(CLONE_NEWPID);
	CONST(CLONE_NEWTIME);
	CONST(CLONE_NEWUSER);
	CONST(CLONE_NEWUTS);
}

static void nsfs(void)
{
	CONST(NS_GET_USERNS);
	CONST(NS_GET_PARENT);
	CONST(NS_GET_NSTYPE);
	CONST(NS_GET_OWNER_UID);
}

static void posix_acl_xattr(void)
{
	FIELD(posix_acl_xattr_header, a_version);
	TOTAL(posix_acl_xattr_header);
	FIELD(posix_acl_xattr_entry, e_tag);
	FIELD(posix_acl_xattr_entry, e_perm);
	FIELD(posix_acl_xattr_entry, e_id);
	TOTAL(posix_acl_xattr_entry);

	CONST(POSIX_ACL_XATTR_VERSION);
	CONST(ACL_UNDEFINED_ID);
	CONST(ACL_USER_OBJ);
	CONST(ACL_USER);
	CONST(ACL_GROUP_OBJ);
	CONST(ACL_GROUP);
	CONST(ACL_MASK);
	CONST(ACL_OTHER);
	CONST(ACL_READ);
	CONST(ACL_WRITE);
	CONST(ACL_EXECUTE);
}

static void proc_pid_loginuid(void)
{
	CONST(AUDIT_UID_UNSET);
	CONST(AUDIT_SID_UNSET);
}

static void proc_net_tcp(void)
{
	CONST(TCP_ESTABLISHED);
	CONST(TCP_SYN_SENT);
	CONST(TCP_SYN_RECV);
	CONST(TCP_FIN_WAIT1);
	CONST(TCP_FIN_WAIT2);
	CONST(TCP_TIME_WAIT);
	CONST(TCP_CLOSE);
	CONST(TCP_CLOSE_WAIT);
	CONST(TCP_LAST_ACK);
	CONST(TCP_LISTEN);
	CONST(TCP_CLOSING);
	CONST(IPPROTO_ICMP);
	CONST(IPPROTO_TCP);
	CONST(IPPROTO_UDP);
	CONST(IPPROTO_ICMPV6);
	CONST(IPPROTO_UDPLITE);
	CONST(IPPROTO_RAW);
}

static void proc_net_packet(void)
{
	CONST(SOCK_DGRAM);
	CONST(SOCK_RAW);
	CONST(SOCK_PACKET);
	CONST(ETH_P_ALL);
	CONST(ETH_P_IP);
	CONST(ETH_P_ARP);
	CONST(ETH_P_IPV6);
}

static void nlmsghdr_(void)
{
	FIELD(nlmsghdr, nlmsg_len);
	FIELD(nlmsghdr, nlmsg_type);
	FIELD(nlmsghdr, nlmsg_flags);
	FIELD(nlmsghdr, nlmsg_seq);
	FIELD(nlmsghdr, nlmsg_pid);
	TOTAL(nlmsghdr);
	FIELD(nlmsgerr, error);
	FIELD(nlmsgerr, msg);
	TOTAL(nlmsgerr);
	FIELD(sockaddr_nl, nl_family);
	FIELD(sockaddr_nl, nl_pad);
	FIELD(sockaddr_nl, nl_pid);
	FIELD(sockaddr_nl, nl_groups);
	TOTAL(sockaddr_nl);
	FIELD(nlattr, nla_len);
	FIELD(nlattr, nla_type);
	TOTAL(nlattr);
	FIELD(rtattr, rta_len);
	FIELD(rtattr, rta_type);
	TOTAL(rtattr);

	CONST(AF_NETLINK);
	CONST(NETLINK_ROUTE);
	CONST(NETLINK_SOCK_DIAG);
	CONST(SOCK_DIAG_BY_FAMILY);
	CONST(NLM_F_REQUEST);
	CONST(NLM_F_MULTI);
	CONST(NLM_F_DUMP_INTR);
	CONST(NLM_F_DUMP);
	CONST(NLMSG_NOOP);
	CONST(NLMSG_ERROR);
	CONST(NLMSG_DONE);
	CONST(NLMSG_OVERRUN);
	CONST(NLMSG_MIN_TYPE);
	CONST(SOCK_CLOEXEC);
	CONST(MSG_TRUNC);
	CONST(MSG_DONTWAIT);
	CONST(NLA_F_NESTED);
	CONST(NLA_F_NET_BYTEORDER);
}

static void rtnetlink(void)
{
	FIELD(ifinfomsg, ifi_family);
	FIELD(ifinfomsg, ifi_type);
	FIELD(ifinfomsg, ifi_index);
	FIELD(ifinfomsg, ifi_flags);
	FIELD(ifinfomsg, ifi_change);
	TOTAL(ifinfomsg);
	FIELD(ifaddrmsg, ifa_family);
	FIELD(ifaddrmsg, ifa_prefixlen);
	FIELD(ifaddrmsg, ifa_flags);
	FIELD(ifaddrmsg, ifa_scope);
	FIELD(ifaddrmsg, ifa_index);
	TOTAL(ifaddrmsg);

	CONST(RTM_NEWLINK);
	CONST(RTM_GETLINK);
	CONST(RTM_NEWADDR);
	CONST(RTM_GETADDR);
	CONST(IFLA_IFNAME);
	CONST(IFA_ADDRESS);
	CONST(IFA_LOCAL);
	CONST(IFF_UP);
	CONST(IFF_LOOPBACK);
	CONST(AF_INET);
	CONST(AF_INET6);
}

static void proc_net_dev(void)
{
	CONST(INADDR_ALLHOSTS_GROUP);
}

static void sock_diag_req(void)
{
	FIELD(inet_diag_req_v2, sdiag_family);
	FIELD(inet_diag_req_v2, sdiag_protocol);
	FIELD(inet_diag_req_v2, idiag_ext);
	FIELD(inet_diag_req_v2, pad);
	FIELD(inet_diag_req_v2, idiag_states);
	FIELD(inet_diag_req_v2, id);
	TOTAL(inet_diag_req_v2);
	CONST(INET_DIAG_REQ_PROTOCOL);
	CONST(IPPROTO_DCCP);
	CONST(IPPROTO_SCTP);
#ifdef IPPROTO_MPTCP
	CONST(IPPROTO_MPTCP);
#else
	TOO_NEW(IPPROTO_MPTCP);
#endif

	FIELD(unix_diag_req, sdiag_family);
	FIELD(unix_diag_req, sdiag_protocol);
	FIELD(unix_diag_req, pad);
	FIELD(unix_diag_req, udiag_states);
	FIELD(unix_diag_req, udiag_ino);
	FIELD(unix_diag_req, udiag_show);
	FIELD(unix_diag_req, udiag_cookie);
	TOTAL(unix_diag_req);

	FIELD(packet_diag_req, sdiag_family);
	FIELD(packet_diag_req, sdiag_protocol);
	FIELD(packet_diag_req, pad);
	FIELD(packet_diag_req, pdiag_ino);
	FIELD(packet_diag_req, pdiag_show);
	FIELD(packet_diag_req, pdiag_cookie);
	TOTAL(packet_diag_req);

	FIELD(netlink_diag_req, sdiag_family);
	FIELD(netlink_diag_req, sdiag_protocol);
	FIELD(netlink_diag_req, pad);
	FIELD(netlink_diag_req, ndiag_ino);
	FIELD(netlink_diag_req, ndiag_show);
	FIELD(netlink_diag_req, ndiag_cookie);
	TOTAL(netlink_diag_req);

	FIELD(vsock_diag_req, sdiag_family);
	FIELD(vsock_diag_req, sdiag_protocol);
	FIELD(vsock_diag_req, pad);
	FIELD(vsock_diag_req, vdiag_states);
	FIELD(vsock_diag_req, vdiag_ino);
	FIELD(vsock_diag_req, vdiag_show);
	FIELD(vsock_diag_req, vdiag_cookie);
	TOTAL(vsock_diag_req);

	FIELD(xdp_diag_req, sdiag_family);
	FIELD(xdp_diag_req, sdiag_protocol);
	FIELD(xdp_diag_req, pad);
	FIELD(xdp_diag_req, xdiag_ino);
	FIELD(xdp_diag_req, xdiag_show);
	FIELD(xdp_diag_req, xdiag_cookie);
	TOTAL(xdp_diag_req);

	CONST(AF_UNIX);
	CONST(AF_PACKET);
	CONST(AF_VSOCK);
	CONST(AF_XDP);
	CONST(UDIAG_SHOW_NAME);
	CONST(PACKET_SHOW_INFO);
	CONST(NDIAG_PROTO_ALL);
	CONST(NDIAG_SHOW_GROUPS);
	CONST(XDP_SHOW_INFO);
}

static void inet_diag_msg_(void)
{
	FIELD(inet_diag_msg, idiag_family);
	FIELD(inet_diag_msg, idiag_state);
	FIELD(inet_diag_msg, idiag_timer);
	FIELD(inet_diag_msg, idiag_retrans);
	FIELD(inet_diag_msg, id.idiag_sport);
	FIELD(inet_diag_msg, id.idiag_dport);
	FIELD(inet_diag_msg, id.idiag_src);
	FIELD(inet_diag_msg, id.idiag_dst);
	FIELD(inet_diag_msg, id.idiag_if);
	FIELD(inet_diag_msg, id.idiag_cookie);
	FIELD(inet_diag_msg, idiag_expires);
	FIELD(inet_diag_msg, idiag_rqueue);
	FIELD(inet_diag_msg, idiag_wqueue);
	FIELD(inet_diag_msg, idiag_uid);
	FIELD(inet_diag_msg, idiag_inode);
	TOTAL(inet_diag_msg);
	CONST(INET_DIAG_PROTOCOL);
	CONST(INET_DIAG_SKV6ONLY);
	CONST(INET_DIAG_LOCALS);
	CONST(INET_DIAG_PEERS);
}

static void unix_diag_msg_(void)
{
	FIELD(unix_diag_msg, udiag_family);
	FIELD(unix_diag_msg, udiag_type);
	FIELD(unix_diag_msg, udiag_state);
	FIELD(unix_diag_msg, pad);
	FIELD(unix_diag_msg, udiag_ino);
	FIELD(unix_diag_msg, udiag_cookie);
	TOTAL(unix_diag_msg);
	CONST(UNIX_DIAG_NAME);
}

static void packet_diag_msg_(void)
{
	FIELD(packet_diag_msg, pdiag_family);
	FIELD(packet_diag_msg, pdiag_type);
	FIELD(packet_diag_msg, pdiag_num);
	FIELD(packet_diag_msg, pdiag_ino);
	FIELD(packet_diag_msg, pdiag_cookie);
	TOTAL(packet_diag_msg);
	CONST(PACKET_DIAG_INFO);

	FIELD(packet_diag_info, pdi_index);
	FIELD(packet_diag_info, pdi_version);
	FIELD(packet_diag_info, pdi_reserve);
	FIELD(packet_diag_info, pdi_copy_thresh);
	FIELD(packet_diag_info, pdi_tstamp);
	FIELD(packet_diag_info, pdi_flags);
	TOTAL(packet_diag_info);
}

static void netlink_diag_msg_(void)
{
	FIELD(netlink_diag_msg, ndiag_family);
	FIELD(netlink_diag_msg, ndiag_type);
	FIELD(netlink_diag_msg, ndiag_protocol);
	FIELD(netlink_diag_msg, ndiag_state);
	FIELD(netlink_diag_msg, ndiag_portid);
	FIELD(netlink_diag_msg, ndiag_dst_portid);
	FIELD(netlink_diag_msg, ndiag_dst_group);
	FIELD(netlink_diag_msg, ndiag_ino);
	FIELD(netlink_diag_msg, ndiag_cookie);
	TOTAL(netlink_diag_msg);
	CONST(NETLINK_DIAG_GROUPS);
}

static void vsock_diag_msg_(void)
{
	FIELD(vsock_diag_msg, vdiag_family);
	FIELD(vsock_diag_msg, vdiag_type);
	FIELD(vsock_diag_msg, vdiag_state);
	FIELD(vsock_diag_msg, vdiag_shutdown);
	FIELD(vsock_diag_msg, vdiag_src_cid);
	FIELD(vsock_diag_msg, vdiag_src_port);
	FIELD(vsock_diag_msg, vdiag_dst_cid);
	FIELD(vsock_diag_msg, vdiag_dst_port);
	FIELD(vsock_diag_msg, vdiag_ino);
	FIELD(vsock_diag_msg, vdiag_cookie);
	TOTAL(vsock_diag_msg);
	CONST(VMADDR_CID_ANY);
	CONST(VMADDR_CID_LOCAL);
	CONST(VMADDR_PORT_ANY);
}

static void xdp_diag_msg_(void)
{
	FIELD(xdp_diag_msg, xdiag_family);
	FIELD(xdp_diag_msg, xdiag_type);
	FIELD(xdp_diag_msg, pad);
	FIELD(xdp_diag_msg, xdiag_ino);
	FIELD(xdp_diag_msg, xdiag_cookie);
	TOTAL(xdp_diag_msg);
	CONST(XDP_DIAG_INFO);

	FIELD(xdp_diag_info, ifindex);
	FIELD(xdp_diag_info, queue_id);
	TOTAL(xdp_diag_info);
}

static void proc_net_unix(void)
{
	CONST(SOCK_STREAM);
	CONST(SOCK_SEQPACKET);
	CONST(SS_UNCONNECTED);
	CONST(SS_CONNECTING);
	CONST(SS_CONNECTED);
	CONST(SS_DISCONNECTING);
}

static void proc_net_netlink(void)
{
	CONST(NETLINK_USERSOCK);
	CONST(NETLINK_NFLOG);
	CONST(NETLINK_XFRM);
	CONST(NETLINK_SELINUX);
	CONST(NETLINK_AUDIT);
	CONST(NETLINK_CONNECTOR);
	CONST(NETLINK_NETFILTER);
	CONST(NETLINK_KOBJECT_UEVENT);
	CONST(NETLINK_GENERIC);
	CONST(NETLINK_CRYPTO);
}

static void passwd_(void)
{
	FIELD(passwd, pw_name);
	FIELD(passwd, pw_passwd);
	FIELD(passwd, pw_uid);
	FIELD(passwd, pw_gid);
	FIELD(passwd, pw_gecos);
	FIELD(passwd, pw_dir);
	FIELD(passwd, pw_shell);
	TOTAL(passwd);
	FIELD(group, gr_name);
	FIELD(group, gr_passwd);
	FIELD(group, gr_gid);
	FIELD(group, gr_mem);
	TOTAL(group);
}

int main(void)
{
	vfs_cap_data();
	cap_user_data();
	prctl_caps();
	securebits();
	linux_dirent64();
	open_how_();
	statx_();
	errno_();
	proc_pid_ns();
	nsfs();
	posix_acl_xattr();
	proc_pid_loginuid();
	proc_net_tcp();
	proc_net_packet();
	nlmsghdr_();
	rtnetlink();
	proc_net_dev();
	sock_diag_req();
	inet_diag_msg_();
	unix_diag_msg_();
	packet_diag_msg_();
	netlink_diag_msg_();
	vsock_diag_msg_();
	xdp_diag_msg_();
	proc_net_unix();
	proc_net_netlink();
	passwd_();
	return 0;
}
